import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { listen } from '../../../../infra/local/listen.ts';
import { writeStackState } from '../../../../infra/local/stack-state.ts';
import { runCommand } from './fixtures/run-command.ts';

const NO_STATE = ['--state', '/does/not/exist.json'];

test.each([
  ['no stack is running', ['create_ticket', '{}', ...NO_STATE], 'No stack is running; start one with `npm start`.'],
  ['the input is not JSON', ['create_ticket', '{'], 'The input is not JSON'],
  ['there is no input', ['create_ticket'], 'Give an action and its input as JSON'],
])('npm run send ends with 1 and one sentence when %s', async (_, args, sentence) => {
  const command = runCommand('send', args);
  expect(await command.ended).toBe(1);
  expect(command.stdout).toBe('');
  expect(command.stderr).toMatch(/^[^\n]+\n$/);
  expect(command.stderr).toContain(sentence);
});

test('npm run send ends with 1 and one sentence when the stack does not answer', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'send-'));
  const file = join(directory, 'stack.json');
  const { url, close } = await listen(createServer());
  await close();
  const urls = { gateway: url, webhook: url, halopsa: url, secretsManager: url };
  await writeStackState({ pid: process.pid, ...urls, secretPrefix: 'p', oid: 'o', sharedSecret: 's' }, file);
  const command = runCommand('send', ['create_ticket', '{}', '--state', file]);
  expect(await command.ended).toBe(1);
  expect(command.stderr).toBe('The stack does not answer; is `npm start` still running?\n');
  await rm(directory, { recursive: true });
});

test('npm run send --help says how it is used', async () => {
  const command = runCommand('send', ['--help']);
  expect(await command.ended).toBe(0);
  expect(command.stdout).toContain('npm run send -- <action>');
});

test('npm run send waits for what is put off, and sends it back as LimaCharlie does', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'send-'));
  const file = join(directory, 'stack.json');
  const received: Record<string, unknown>[] = [];
  const answers = [
    {
      data: { pending: true },
      continuations: [{ in_delay_sec: 0, action: 'resume_request', state: { request: 'x' } }],
    },
    {
      data: { pending: true },
      continuations: [{ in_delay_sec: 0, action: 'resume_request', state: { request: 'y' } }],
    },
    { data: { id: 1 } },
  ];
  const server = createServer(async (request, response) => {
    received.push(JSON.parse(gunzipSync(Buffer.concat(await request.toArray())).toString()));
    response.end(JSON.stringify(answers.shift()));
  });
  const { url, close } = await listen(server);
  const urls = { gateway: url, webhook: url, halopsa: url, secretsManager: url };
  await writeStackState({ pid: process.pid, ...urls, secretPrefix: 'p', oid: 'o', sharedSecret: 's' }, file);
  const config = { retry_minutes: 30 };
  const command = runCommand('send', ['a', '{}', '--key', 'k', '--config', JSON.stringify(config), '--state', file]);
  expect(await command.ended).toBe(0);
  expect(command.stdout).toMatch(/"pending": true.*LimaCharlie calls back in 0 seconds\..*"id": 1/s);
  expect(received).toMatchObject([
    { idempotency_key: 'k', request: { action: 'a', config } },
    { idempotency_key: 'k:1', request: { action: 'resume_request', data: { request: 'x' }, config } },
    { idempotency_key: 'k:1:2', request: { action: 'resume_request', data: { request: 'y' }, config } },
  ]);
  await close();
  await rm(directory, { recursive: true });
});
