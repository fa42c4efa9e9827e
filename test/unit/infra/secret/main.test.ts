import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createSecretStore, type SecretStore } from '../../../../infra/local/aws/secret-store.ts';
import { startSecretsManager } from '../../../../infra/local/aws/start-secrets-manager.ts';
import type { Listening } from '../../../../infra/local/listen.ts';
import { writeStackState } from '../../../../infra/local/stack-state.ts';
import { secretCommand, secretProcess } from './run-secret.ts';

const OID = '11111111-2222-4333-8444-555555555555';
const halo = {
  instance_url: 'https://canary.halopsa.com',
  client_id: 'canary-client-id',
  client_secret: 'canary-client-secret',
};
const shared = { ...halo, allowed_oids: [OID] };

let secrets: SecretStore;
let endpoint: Listening;
beforeEach(async () => {
  secrets = createSecretStore();
  endpoint = await startSecretsManager(secrets);
});
afterEach(() => endpoint.close());

const prefixed = (name: string, prefix = 'halopsa-limacharlie/dev') => `${prefix}/${name}`;
const stored = (name: string) => JSON.parse(String(secrets.GetSecretValue({ SecretId: prefixed(name) }).SecretString));
const put = (name: string, value: object) =>
  secrets.CreateSecret({ Name: prefixed(name), SecretString: JSON.stringify(value) });
const isThere = (name: string) => {
  try {
    return stored(name) !== undefined;
  } catch {
    return false;
  }
};

/** Every run is searched for what the secrets of this file hold. */
async function secret(args: string[], input?: unknown) {
  const text = typeof input === 'string' ? input : JSON.stringify(input);
  const finished = await secretCommand(args, { AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint.url }, text);
  expect(finished.stdout + finished.stderr).not.toContain('canary');
  return finished;
}

describe('npm run secret -- set', () => {
  test.each([
    ['default', shared],
    [`orgs/${OID}`, halo],
    ['extension', { shared_secret: 'canary-shared-secret-of-32-characters' }],
  ])('makes %s from JSON where it is not there', async (name, value) => {
    const { exitCode, stdout, stderr } = await secret(['set', name], value);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stored(name)).toEqual(value);
    for (const member of Object.keys(value)) expect(stdout).toContain(`  + ${member}\n`);
  });

  test('replaces the text that the deployment put there', async () => {
    put('default', { REPLACE_ME: 'canary' });
    const { exitCode, stdout } = await secret(['set', 'default'], shared);
    expect([exitCode, stored('default')]).toEqual([0, shared]);
    expect(stdout).not.toContain('REPLACE_ME');
  });

  test('replaces a secret as a whole and names what is new, other and gone', async () => {
    put('default', { ...shared, tenant: 'canary' });
    const { stdout } = await secret(['set', 'default'], { ...shared, client_secret: 'canary-2', scope: 'canary' });
    expect(stdout).toContain('\n  ~ client_secret\n  - tenant\n  + scope\n');
    expect(stdout).not.toMatch(/client_id|instance_url|allowed_oids/);
    expect(stored('default')).toEqual({ ...shared, client_secret: 'canary-2', scope: 'canary' });
  });

  test('writes nothing where nothing changes', async () => {
    const { VersionId } = put('default', shared);
    const { exitCode, stdout } = await secret(['set', 'default'], shared);
    expect([exitCode, stdout]).toEqual([0, 'halopsa-limacharlie/dev/default: nothing changes.\n']);
    expect(secrets.GetSecretValue({ SecretId: prefixed('default') }).VersionId).toBe(VersionId);
  });

  test('writes what was pasted without the blanks around it', async () => {
    await secret(['set', 'default'], { ...shared, client_secret: ' canary\n', allowed_oids: [OID.toUpperCase()] });
    expect(stored('default')).toEqual({ ...shared, client_secret: 'canary' });
  });

  test('goes to the stage that is named', async () => {
    await secret(['set', 'default', '--stage', 'prod'], shared);
    expect(
      secrets.GetSecretValue({ SecretId: prefixed('default', 'halopsa-limacharlie/prod') }).SecretString,
    ).toBeDefined();
    expect(isThere('default')).toBe(false);
  });

  test.each<[string, string, unknown, string]>([
    ['no JSON', 'default', '{"client_secret":"canary', 'is not JSON'],
    ['nothing', 'default', '', 'Nothing came on standard input'],
    ['a misspelt member', 'default', { ...shared, allowed_oid: ['canary'] }, '`allowed_oid` is not a member'],
    ['another host', 'default', { ...shared, instance_url: 'https://canary.example.com' }, '`instance_url` in the'],
    [
      'a short shared secret',
      'extension',
      { shared_secret: 'canary' },
      '`shared_secret` (expected at least 8 characters)',
    ],
  ])('refuses %s with 1 and one sentence, and leaves what is there', async (_, name, input, sentence) => {
    put(name, { before: true });
    const { exitCode, stdout, stderr } = await secret(['set', name], input);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect(stderr).toContain(sentence);
    expect(stored(name)).toEqual({ before: true });
  });

  test.each([[['set', 'canary']], [['set', 'default', 'canary']], [['set', 'extension', '--rotate=canary']]])(
    'refuses %j without repeating it',
    async (args) => {
      const { exitCode, stderr } = await secret(args, shared);
      expect([exitCode, stderr.split('\n')]).toEqual([1, [expect.any(String), '']]);
    },
  );
});

describe('npm run secret -- set extension', () => {
  test('makes a secret, renews it so that both count, and ends that', async () => {
    const made = await secret(['set', 'extension', '--generate']);
    const { shared_secret: first } = stored('extension');
    expect(first).toMatch(/^[0-9a-f]{64}$/);

    const rotated = await secret(['set', 'extension', '--generate', '--rotate']);
    const { shared_secret: second } = stored('extension');
    expect(second).not.toBe(first);
    expect(stored('extension')).toEqual({ shared_secret: second, previous_shared_secret: first });
    expect(rotated.stdout).toContain('  ~ shared_secret\n  + previous_shared_secret\n');

    const early = await secret(['set', 'extension', '--generate', '--rotate']);
    expect([early.exitCode, early.stderr]).toEqual([1, expect.stringContaining('A rotation is under way')]);

    const ended = await secret(['set', 'extension', '--end-rotation']);
    expect([ended.exitCode, stored('extension')]).toEqual([0, { shared_secret: second }]);
    expect(ended.stdout).toContain('  - previous_shared_secret\n');

    for (const { stdout, stderr } of [made, rotated, early, ended])
      expect(stdout + stderr).not.toMatch(new RegExp(`${first}|${second}`));
  });

  test('takes the new secret of a rotation from JSON', async () => {
    put('extension', { shared_secret: 'canary-old-secret' });
    await secret(['set', 'extension', '--rotate'], { shared_secret: 'canary-new-secret' });
    expect(stored('extension')).toEqual({
      shared_secret: 'canary-new-secret',
      previous_shared_secret: 'canary-old-secret',
    });
  });

  test('warns that a replaced secret cuts LimaCharlie off', async () => {
    put('extension', { shared_secret: 'canary-old-secret' });
    const { stdout } = await secret(['set', 'extension', '--generate']);
    expect(stdout).toContain("! LimaCharlie's messages are refused until it has the new shared secret");
  });
});

describe('npm run secret -- check', () => {
  test('ends with 0 and the names of the members where all is right', async () => {
    put('extension', { shared_secret: 'canary-shared-secret-of-32-characters' });
    put('default', shared);
    expect(await secret(['check'])).toEqual({
      exitCode: 0,
      stdout:
        '✓ halopsa-limacharlie/dev/extension: shared_secret\n' +
        '✓ halopsa-limacharlie/dev/default: instance_url, client_id, client_secret, allowed_oids\n',
      stderr: '',
    });
  });

  test('ends with 1 and says of each secret what is wrong and what to do', async () => {
    put('extension', { REPLACE_ME: 'canary' });
    put('default', { ...shared, instance_url: 'http://canary.example.com' });
    const { exitCode, stdout } = await secret(['check', 'extension', 'default', `orgs/${OID}`]);
    expect([exitCode, stdout.trimEnd().split('\n')]).toEqual([
      1,
      [
        expect.stringMatching(
          /^✗ .*still has the text that the deployment put.* npm run secret -- set extension --stage dev$/,
        ),
        expect.stringMatching(
          /^✗ `instance_url` in the secret is refused: it is not https\..* -- set default --stage dev$/,
        ),
        expect.stringMatching(/^✗ The secret `.*` does not exist\. Make it: npm run secret -- set orgs\/11111111-/),
      ],
    ]);
  });
});

describe('where the secrets are', () => {
  test('is the running stack with --state, whose HaloPSA may be a simulator', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'secret-'));
    const state = join(directory, 'stack.json');
    const url = endpoint.url;
    const urls = { gateway: url, webhook: url, halopsa: url, secretsManager: url };
    await writeStackState({ pid: process.pid, ...urls, secretPrefix: 'local', oid: OID, sharedSecret: 's' }, state);
    const value = { ...shared, instance_url: 'http://127.0.0.1:1' };
    const { exitCode } = await secretCommand(['set', 'default', '--state', state], {}, JSON.stringify(value));
    expect(exitCode).toBe(0);
    expect(secrets.GetSecretValue({ SecretId: 'local/default' }).SecretString).toBe(JSON.stringify(value));
    await rm(directory, { recursive: true });
  });

  test.each<[string, string[], Record<string, string>, string]>([
    ['no stack is running', ['--state', '/does/not/exist'], {}, 'No stack is running'],
    ['AWS has no region', [], { AWS_EC2_METADATA_DISABLED: 'true' }, 'set AWS_REGION'],
    ['AWS has no credentials', [], { AWS_EC2_METADATA_DISABLED: 'true', AWS_REGION: 'eu-central-1' }, 'No AWS cred'],
    ['it does not answer', [], { AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://127.0.0.1:1' }, 'can not be reached'],
  ])('when %s, the end is 2 and one sentence', async (_, args, env, sentence) => {
    const { exitCode, stdout, stderr } = await secretProcess(['check', ...args], env);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect(stderr).toContain(sentence);
  });

  test('an unknown stage is named, and the known ones', async () => {
    const { exitCode, stderr } = await secret(['check', '--stage', 'prd']);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('choose one of dev, prod')]);
  });
});

test('npm run secret -- --help says how it is used', async () => {
  const { exitCode, stdout } = await secret(['--help']);
  expect([exitCode, stdout]).toEqual([
    0,
    expect.stringContaining('npm run secret -- set default|orgs/<oid>|extension'),
  ]);
});
