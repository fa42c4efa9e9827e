import { dirname } from 'node:path';
import type { Plugin } from 'esbuild';

const refusing = (what: string) =>
  `() => { throw new Error(${JSON.stringify(`${what} is left out of this bundle`)}); }`;

/** Files of packages, by the ends of their paths, and what stands in for them. docs/decisions/0014 and 0015 say why. */
export const LEFT_OUT: readonly { file: string; contents: string }[] = [
  // Of undici the agent and its `request` alone. The index would add fetch, WebSocket, caches, mocks and more.
  {
    file: 'undici/index.js',
    contents: `
      const Dispatcher = require('./lib/dispatcher/dispatcher.js');
      Dispatcher.prototype.request = require('./lib/api/api-request.js');
      module.exports = {
        Dispatcher,
        Agent: require('./lib/dispatcher/agent.js'),
        getGlobalDispatcher: ${refusing('a global dispatcher')},
      };`,
  },
  // `lib/http` speaks HTTP/1.1 (docs/decisions/0018).
  { file: 'undici/lib/dispatcher/client-h2.js', contents: `module.exports = ${refusing('HTTP/2')};` },
  // `lib/http` sends texts. These are for a body that is a form or a stream.
  { file: 'undici/lib/web/fetch/body.js', contents: `exports.extractBody = ${refusing('fetch')};` },
  { file: 'undici/lib/web/fetch/formdata.js', contents: '' },
  { file: 'undici/lib/web/webidl/index.js', contents: 'exports.webidl = { is: { FormData: () => false } };' },
  // What the signer shares with the AWS SDK loads it for streams of events, which nothing here sends. Left in, it splits the bundle.
  { file: '@smithy/core/dist-es/submodules/event-streams/index.js', contents: 'export {};' },
];

/** undici asks `node:assert` whether things hold, and nothing else; that module brings how to show the difference of two values. */
const ASSERT = `
  module.exports = (holds, message) => {
    if (!holds) throw message instanceof Error ? message : new Error(message ?? 'undici: an assertion does not hold');
  };`;

export const leftOut: Plugin = {
  name: 'left-out',
  setup(build) {
    build.onResolve({ filter: /^node:assert$/ }, ({ importer }) =>
      /[\\/]node_modules[\\/]undici[\\/]/.test(importer) ? { path: 'assert', namespace: 'left-out' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: ASSERT }));
    for (const { file, contents } of LEFT_OUT) {
      const ending = file.replaceAll('.', '\\.').replaceAll('/', '[\\\\/]');
      const filter = new RegExp(`[\\\\/]node_modules[\\\\/]${ending}$`);
      build.onLoad({ filter }, ({ path }) => ({ contents, resolveDir: dirname(path) }));
    }
  },
};
