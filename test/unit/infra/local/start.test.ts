import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { listen } from '../../../../infra/local/listen.ts';
import { type Command, runCommand, runInShell } from './fixtures/run-command.ts';

/** The first start of a changed tree builds and synthesises. */
const START_LIMIT_MS = 120_000;

const commands: Command[] = [];
const directories: string[] = [];
afterEach(async () => {
  for (const { child, ended } of commands.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
  for (const directory of directories.splice(0)) await rm(directory, { recursive: true });
});

function start(args: string[], env?: Record<string, string>): Command {
  const command = runCommand('start', args, env);
  commands.push(command);
  return command;
}

async function stateFile(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'start-'));
  directories.push(directory);
  return join(directory, 'stack.json');
}

async function until(command: Command, text: string): Promise<void> {
  const deadlineMs = performance.now() + START_LIMIT_MS;
  while (!command.stdout.includes(text)) {
    if (performance.now() > deadlineMs || command.child.exitCode !== null)
      throw new Error(`never said "${text}":\n${command.stdout}\n${command.stderr}`);
    await delay(50);
  }
}

describe('npm start', () => {
  test(
    'shows one detection on its way to a ticket, prints commands that work, and ends cleanly',
    async () => {
      const state = await stateFile();
      const command = start(['--port', '0', '--state', state]);
      await until(command, 'Ctrl-C ends it.');
      expect(command.stdout).toMatch(
        /1\. LimaCharlie sends a detection[\s\S]*2\. The extension answers 200[\s\S]*3\. HaloPSA has ticket \d+/,
      );
      expect(command.stdout).toMatch(
        /4\. [^\n]+ answers 200:\n +POST +\/api\/Tickets +no answer [\s\S]*Every answer names ticket (\d+)\.\n +HaloPSA has 1 ticket of it: \1\n/,
      );
      expect(command.stdout).toMatch(/POST +\/auth\/token +200 +at \d+ ms\n +POST +\/api\/Tickets +201 +at \d+ ms/);
      expect(command.stdout).toContain('client       Northwind Dental');

      const sent = runCommand('send', ['create_ticket', '{"summary":"Sent"}', '--state', state]);
      expect([await sent.ended, sent.stdout]).toEqual([
        0,
        expect.stringMatching(/^200 after \d+ ms\n\{[\s\S]*"summary": "Sent"/),
      ]);
      const direct = runCommand('send', ['search_tickets', '{"search":"Sent"}', '--direct', '--state', state]);
      expect([await direct.ended, direct.stdout]).toEqual([0, expect.stringContaining('"record_count": 1')]);
      const wrong = runCommand('send', ['create_ticket', '{}', '--times', '2', '--state', state]);
      expect([await wrong.ended, wrong.stdout.match(/^400 after/gm)]).toEqual([1, ['400 after', '400 after']]);

      command.child.kill('SIGINT');
      expect(await command.ended).toBe(0);
      await expect(access(state)).rejects.toThrow('ENOENT');
    },
    START_LIMIT_MS,
  );

  test(
    'prints one line of JSON with --json, and nothing else on stdout, until SIGTERM ends it',
    async () => {
      const state = await stateFile();
      const command = start(['--port', '0', '--json', '--state', state]);
      await until(command, '\n');
      const local = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/?$/);
      const ready = JSON.parse(command.stdout);
      expect(ready).toEqual({
        ready: true,
        gateway: local,
        webhook: local,
        halopsa: local,
        secretsManager: local,
        oid: expect.stringMatching(/^[0-9a-f-]{36}$/),
        sharedSecret: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      expect(JSON.parse(await readFile(state, 'utf8'))).toMatchObject({
        gateway: ready.gateway,
        pid: command.child.pid,
      });
      const calls = await fetch(`${ready.halopsa}/_simulator/calls`);
      expect(await calls.json()).toEqual([]);

      const headers = { 'content-type': 'application/json' };
      await fetch(`${ready.gateway}/actions/lookup_client_site`, {
        method: 'POST',
        headers,
        body: '{"type":"client"}',
      });
      command.child.kill('SIGTERM');
      expect(await command.ended).toBe(0);
      expect(command.stdout.match(/\n/g)).toHaveLength(1);
      expect(command.stderr).toContain('"action":"lookup_client_site"');
      await expect(fetch(ready.gateway)).rejects.toThrow('fetch failed');
    },
    START_LIMIT_MS,
  );

  test(
    'writes nothing into a HaloPSA that is not the simulator, and says so',
    async () => {
      const requests: unknown[] = [];
      const server = createServer((request, response) => {
        requests.push(request.url);
        response.end();
      });
      const { url, close } = await listen(server);
      const command = start(['--port', '0', '--halopsa-url', url, '--state', await stateFile()]);
      await until(command, 'Ctrl-C ends it.');
      await close();
      expect(command.stdout).toContain(`No demonstration: it would write a ticket into ${url}.`);
      expect(requests).toEqual([]);
    },
    START_LIMIT_MS,
  );

  test(
    'ends when npm is gone, whose shell passes no signal on',
    async () => {
      const shell = runInShell('start', ['--port', '0', '--json', '--state', await stateFile()]);
      commands.push(shell);
      await until(shell, '\n');
      const { gateway } = JSON.parse(shell.stdout);
      shell.child.kill('SIGTERM');
      await shell.ended;
      await expect(fetch(gateway)).rejects.toThrow('fetch failed');
    },
    START_LIMIT_MS,
  );
});

describe('npm start ends with 1 and one sentence for', () => {
  test.each<[string, string[], Record<string, string>, string]>([
    ['an unknown option', ['--prot', '1'], {}, "Unknown option '--prot'"],
    ['a bad port', ['--port', 'x'], {}, '--port must be a number'],
    ['a bad URL', ['--halopsa-url', 'x'], {}, '--halopsa-url must be'],
    ['a bad secret', ['--halopsa-url', 'http://x'], { HALOPSA_SECRET_JSON: '[]' }, 'HALOPSA_SECRET_JSON must be'],
  ])('%s', async (_, args, env, sentence) => {
    const command = start(args, env);
    expect(await command.ended).toBe(1);
    expect(command.stdout).toBe('');
    expect(command.stderr).toMatch(/^[^\n]+\n$/);
    expect(command.stderr).toContain(sentence);
  });

  test('a port that is in use', async () => {
    const { url, close } = await listen(createServer());
    const { port } = new URL(url);
    const command = start(['--port', port]);
    expect(await command.ended).toBe(1);
    await close();
    expect(command.stderr).toBe(
      `Port ${port} is in use; choose another with \`npm start -- --port N\` (0 for any free one).\n`,
    );
  });

  test('nothing at all with --help, which lists the options', async () => {
    const command = start(['--help']);
    expect(await command.ended).toBe(0);
    expect(command.stdout).toContain('--halopsa-url URL');
  });
});
