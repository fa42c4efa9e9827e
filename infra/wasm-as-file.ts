import { createRequire } from 'node:module';
import type { Plugin } from 'esbuild';

const NAMESPACE = 'wasm';

/**
 * Has a bundle read undici's parsers of HTTP from files of their own, at the moment when one is needed. undici carries them as base64 in
 * its sources, two literals of 72 kB that V8 would read to their ends in every process that loads the bundle: 8 ms of a cold start.
 */
export const wasmAsFile: Plugin = {
  name: 'wasm-as-file',
  setup(build) {
    build.onLoad({ filter: /[\\/]undici[\\/]lib[\\/]llhttp[\\/][\w-]+-wasm\.js$/, namespace: 'file' }, ({ path }) => ({
      contents: `module.exports = require('node:fs').readFileSync(__dirname + '/' + require(${JSON.stringify(`${NAMESPACE}:${path}`)}));`,
    }));
    build.onResolve({ filter: new RegExp(`^${NAMESPACE}:`) }, ({ path }) => ({
      path: path.slice(NAMESPACE.length + 1).replace(/\.js$/, '.wasm'),
      namespace: NAMESPACE,
    }));
    build.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => ({
      contents: createRequire(import.meta.url)(path.replace(/\.wasm$/, '.js')) as Buffer,
      loader: 'file',
    }));
  },
};
