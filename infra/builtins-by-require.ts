import { createRequire, isBuiltin } from 'node:module';
import type { OnLoadResult, Plugin } from 'esbuild';

const require = createRequire(import.meta.url);
const WHOLE = 'builtin';
const IN_PARTS = 'builtin-in-parts';

/**
 * Has a bundle `require` Node's own modules where its sources import them. Node fills in every export of a module that is imported, and
 * some are made on first use only: `import 'node:http'` loads the whole of fetch that way, for its WebSocket.
 */
export const builtinsByRequire: Plugin = {
  name: 'builtins-by-require',
  setup(build) {
    build.onResolve({ filter: /^[\w:/]+$/ }, ({ path, kind }) => {
      if (!isBuiltin(path)) return undefined;
      if (kind === 'require-call') return { path, external: true };
      return { path, namespace: kind === 'import-statement' ? IN_PARTS : WHOLE };
    });
    build.onLoad({ filter: /.*/, namespace: WHOLE }, ({ path }) => ({ contents: `module.exports = ${load(path)};` }));
    build.onLoad({ filter: /.*/, namespace: IN_PARTS }, ({ path }) => inParts(path));
  },
};

/** A module whose exports are each taken by themselves, and left out where nobody imports them: copying all takes 8 ms of a cold start. */
function inParts(path: string): OnLoadResult {
  const names = Object.keys(require(path)).filter((name) => name !== 'default');
  const lines = names.map((name) => `const _${name} = /* @__PURE__ */ (() => all.${name})();`);
  const list = names.map((name) => `_${name} as ${name}`).join(', ');
  return {
    contents: [`const all = ${load(path)};`, 'export default all;', ...lines, `export { ${list} };`].join('\n'),
  };
}

const load = (path: string) => `require(${JSON.stringify(path)})`;
