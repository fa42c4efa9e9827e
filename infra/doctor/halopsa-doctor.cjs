#!/usr/bin/env node
// Plain CommonJS that any Node can read, since it is also started without npm. A Node that can't run TypeScript hands over to the Node 24
// that `npm ci` brings along, by which npm's scripts are run anyway.
const { spawn } = require('node:child_process');
const { existsSync } = require('node:fs');
const { constants } = require('node:os');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');

const main = join(__dirname, 'main.ts');
const ownNode = join(__dirname, '../../node_modules/node/bin/node');
const [major, minor] = process.versions.node.split('.').map(Number);

if (major > 22 || (major === 22 && minor >= 19)) {
  import(pathToFileURL(main).href);
} else if (existsSync(ownNode)) {
  const child = spawn(ownNode, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  // It cleans up before it ends, which is waited for. At Ctrl-C it hears twice, from the terminal and from here, which does no harm.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
} else {
  console.error(
    `Node ${process.versions.node} is too old; run \`npm ci\`, which brings a Node 24, or install Node 22.19 or later.`,
  );
  process.exit(2);
}
