import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createSecretStore, type SecretStore as Secrets } from '../../../../infra/local/aws/secret-store.ts';
import { startSecretsManager } from '../../../../infra/local/aws/start-secrets-manager.ts';
import type { Listening } from '../../../../infra/local/listen.ts';
import { parseSecretOptions } from '../../../../infra/secret/options.ts';
import { connectSecretsManager, type SecretStore } from '../../../../infra/secret/secrets-manager.ts';
import { setSecret } from '../../../../infra/secret/set-secret.ts';

const OID = '11111111-2222-4333-8444-555555555555';
const shared = {
  instance_url: 'https://canary.halopsa.com',
  client_id: 'canary-id',
  client_secret: 'canary-secret',
  allowed_oids: [OID],
  allowed_client_ids: [12],
};

let secrets: Secrets;
let endpoint: Listening;
let store: SecretStore;
let asked: { question: string; hidden: boolean }[];
let said: string[];
beforeEach(async () => {
  secrets = createSecretStore();
  endpoint = await startSecretsManager(secrets);
  store = connectSecretsManager(endpoint.url);
  asked = [];
  said = [];
});
afterEach(async () => {
  store.close();
  await endpoint.close();
});

const put = (name: string, value: object) =>
  secrets.CreateSecret({ Name: `stage/${name}`, SecretString: JSON.stringify(value) });
const stored = (name: string) => JSON.parse(String(secrets.GetSecretValue({ SecretId: `stage/${name}` }).SecretString));

/** In AWS, as far as the command knows; somebody sits there and types these lines. */
function set(args: string[], ...lines: string[]): Promise<void> {
  const options = parseSecretOptions(['set', ...args]);
  const urlPolicy = { allowedHosts: new Set<string>(), allowLoopbackHttp: false };
  const terminal = {
    isInteractive: true,
    ask: async (question: string, { hidden = false } = {}) => {
      asked.push({ question, hidden });
      return lines.shift() ?? '';
    },
    readAll: async () => {
      throw new Error('read although somebody is there');
    },
    close: () => {},
  };
  return setSecret(options.names[0] ?? '', options, {
    target: { prefix: 'stage', options: '', orgOids: [], urlPolicy },
    store,
    terminal,
    say: (line) => said.push(line),
  });
}

describe('somebody at a terminal', () => {
  test('is asked for what the secret needs, the secret itself unseen, and whether to write', async () => {
    put('default', { REPLACE_ME: 'text' });
    const { instance_url, client_id, client_secret } = shared;
    await set(['default'], instance_url, client_id, client_secret, '', ` ${OID} , ${OID.toUpperCase()},`, 'y');
    expect(stored('default')).toEqual({ instance_url, client_id, client_secret, allowed_oids: [OID, OID] });
    expect(asked.filter(({ hidden }) => hidden).map(({ question }) => question)).toEqual([
      'Client Secret (not shown): ',
    ]);
    expect(asked.at(-1)?.question).toBe('Write this? [y/N] ');
  });

  test.each([
    [
      'default',
      0,
      ['halopsa', 'http://canary.halopsa.com', 'https://canary.example'],
      '`instance_url` in the secret is refused: ',
    ],
    ['default', 4, ['canary', `${OID};${OID}`], '`allowed_oids.0` (expected an organization id, a UUID, or *).'],
    ['extension', 0, ['canary'], '`shared_secret` is refused: expected at least 8 characters.'],
  ])(
    'is asked again for what can not be right, and not for the rest: %s, question %i',
    async (name, at, wrong, says) => {
      const right = { instance_url: shared.instance_url, client_id: 'id', client_secret: 's', allowed_oids: OID };
      const answers = name === 'default' ? [...Object.values(right).slice(0, 3), '', OID] : ['a-long-secret'];
      put(name, { REPLACE_ME: 'text' });
      await set([name], ...answers.slice(0, at), ...wrong, ...answers.slice(at), 'y');
      expect(asked.slice(at + 1, at + 1 + wrong.length).map(({ question }) => question)).toEqual(
        wrong.map(() => expect.stringContaining(says)),
      );
      expect(asked).toHaveLength(answers.length + wrong.length + 1);
      expect(JSON.stringify(asked)).not.toContain('canary');
      expect(stored(name)).toEqual(
        name === 'default' ? { ...right, allowed_oids: [OID] } : { shared_secret: 'a-long-secret' },
      );
    },
  );

  test('keeps by Enter what is there, and what is not asked for, without seeing it', async () => {
    put('default', shared);
    await set(['default'], '', '', 'canary-renewed', '', '', 'yes');
    expect(stored('default')).toEqual({ ...shared, client_secret: 'canary-renewed' });
    expect(said.slice(0, 2)).toEqual(['stage/default:', '  ~ client_secret']);
    expect(JSON.stringify([asked, said])).not.toMatch(/canary|1111/);
  });

  test.each(['', 'n', 'no', 'yep'])('who answers %j has nothing written', async (answer) => {
    put('default', shared);
    const refused = set(['default'], '', '', 'renewed', '', '', answer);
    await expect(refused).rejects.toThrow('Nothing was written.');
    expect(stored('default')).toEqual(shared);
  });

  test('is not asked whether to write with --yes', async () => {
    put('extension', { shared_secret: 'canary-old-secret' });
    await set(['extension', '--rotate', '--yes'], 'canary-new-secret');
    expect(asked.map(({ hidden }) => hidden)).toEqual([true]);
    expect(stored('extension')).toEqual({
      shared_secret: 'canary-new-secret',
      previous_shared_secret: 'canary-old-secret',
    });
  });

  test.each([{ previous_shared_secret: '-' }, { note: 'x' }])(
    'ends a rotation also where what is stored is refused (%j)',
    async (wrong) => {
      put('extension', { shared_secret: 'canary-new-secret', ...wrong });
      await set(['extension', '--end-rotation', '--yes']);
      expect(stored('extension')).toEqual({ shared_secret: 'canary-new-secret' });
    },
  );

  test('is told how to read what was made, not what it is', async () => {
    put('extension', { REPLACE_ME: 'text' });
    await set(['extension', '--generate', '--yes']);
    expect(said.at(-1)).toContain('get-secret-value --secret-id stage/extension ');
    expect(said.join('\n')).not.toContain(stored('extension').shared_secret);
  });
});

describe('a secret that AWS does not have', () => {
  test('is left to the deployment, which could not make it any more', async () => {
    await expect(set(['default'])).rejects.toThrow(/ does not exist\. Deploy the stage, which makes it\.$/);
    expect(asked).toEqual([]);
  });

  test('is made with --create', async () => {
    const { instance_url, client_id, client_secret } = shared;
    await set([`orgs/${OID}`, '--create'], instance_url, client_id, client_secret, 'the-tenant', 'y');
    expect(stored(`orgs/${OID}`)).toEqual({ instance_url, client_id, client_secret, tenant: 'the-tenant' });
    expect(said.join('\n')).toContain('! orgOids in infra/config.ts does not list it');
  });
});
