import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Metafile } from 'esbuild';
import * as undici from 'undici';
import request from 'undici/lib/api/api-request.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import { buildFunctions } from '../../infra/build.ts';
import { openAgent } from '../../lib/http/open-agent.ts';

/** If one of these fails after an upgrade, undici has moved what lib/http/open-agent.ts imports: docs/decisions/0014. */

test('the agent behind the index is the one that undici publishes', () => {
  expect(Agent).toBe(undici.Agent);
});

test('the request behind the index is the one that undici adds to its dispatchers', () => {
  expect(request).toBe(undici.Dispatcher.prototype.request);
});

test('an opened agent is an agent of undici with that request', async () => {
  const agent = openAgent({});
  expect(agent).toBeInstanceOf(undici.Agent);
  expect(agent.request).toBe(request);
  await agent.close();
});

test('a bundle holds one parser of HTTP, and neither the index nor what only the index needs', async () => {
  const outDir = await mkdtemp(join(tmpdir(), 'undici-parts-'));
  await buildFunctions({ outDir, names: ['create_ticket'] });
  const metafile: Metafile = JSON.parse(await readFile(join(outDir, 'meta/create_ticket.json'), 'utf8'));
  await rm(outDir, { recursive: true });
  const parts = Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([path]) => path.split('node_modules/undici/').slice(1));
  expect(parts).toContain('lib/llhttp/llhttp_simd-wasm.js');
  expect(parts.filter((part) => /^(index\.js|lib\/(milo|mock|cache|interceptor|web\/websocket)\/)/.test(part))).toEqual(
    [],
  );
});
