import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { findSubject, type SubjectDeps } from '../../../../infra/doctor/find-subject.ts';
import { parseDoctorOptions } from '../../../../infra/doctor/options.ts';
import { createSecretStore, type SecretStore } from '../../../../infra/local/aws/secret-store.ts';
import { startSecretsManager } from '../../../../infra/local/aws/start-secrets-manager.ts';
import type { Listening } from '../../../../infra/local/listen.ts';
import { writeStackState } from '../../../../infra/local/stack-state.ts';

const SECRET = { instance_url: 'https://acme.halopsa.com', client_id: 'an-id', client_secret: 'canary-secret' };
const HALO = ['--instance-url', SECRET.instance_url, '--client-id', 'an-id'];
const nobody: SubjectDeps = {
  env: {},
  terminal: { isInteractive: false, ask: () => Promise.reject(new Error('Nobody is there')) },
};

const find = (args: string[], deps: Partial<SubjectDeps> = {}) =>
  findSubject(parseDoctorOptions(args), { ...nobody, ...deps });

describe('credentials that are said', () => {
  test('take the Client Secret from the environment', async () => {
    const { credentials, urlPolicy } = await find(HALO, { env: { HALOPSA_CLIENT_SECRET: ' canary-secret\n' } });
    expect(credentials).toEqual(SECRET);
    expect(urlPolicy).toEqual({ allowedHosts: new Set(), allowLoopbackHttp: false });
  });

  test('or from who is asked for it, without showing it', async () => {
    const asked: unknown[] = [];
    const ask = async (...question: unknown[]) => {
      asked.push(...question);
      return 'canary-secret';
    };
    const { credentials } = await find(
      [...HALO, '--tenant', 't', '--scope', 'all', '--auth-url', 'https://a.example'],
      {
        terminal: { isInteractive: true, ask },
      },
    );
    expect(asked).toEqual(['Client Secret (not shown): ', { hidden: true }]);
    expect(credentials).toEqual({ ...SECRET, tenant: 't', scope: 'all', auth_url: 'https://a.example' });
  });

  test.each<[string, Partial<SubjectDeps>, RegExp]>([
    ['nobody can be asked', {}, /^Set HALOPSA_CLIENT_SECRET; there is no terminal/],
    ['nothing is typed', { terminal: { isInteractive: true, ask: async () => ' ' } }, /^Without a Client Secret/],
  ])('do not suffice where %s', async (_, deps, sentence) => {
    await expect(find(HALO, deps)).rejects.toThrow(sentence);
  });
});

describe('credentials in Secrets Manager', () => {
  let secrets: SecretStore;
  let endpoint: Listening;
  beforeEach(async () => {
    secrets = createSecretStore();
    endpoint = await startSecretsManager(secrets);
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint.url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    });
  });
  afterEach(() => endpoint.close());
  const put = (name: string, value: object) =>
    secrets.CreateSecret({ Name: name, SecretString: JSON.stringify(value) });

  test('are those of the secret', async () => {
    put('prod/default', { ...SECRET, allowed_oids: ['*'], allowed_client_ids: [12] });
    const { credentials } = await find(['--secret-id', 'prod/default']);
    expect(credentials).toEqual({ ...SECRET, allowed_client_ids: [12] });
  });

  test('are missed in one sentence', async () => {
    await expect(find(['--secret-id', 'prod/none'])).rejects.toThrow('There is no secret `prod/none`');
  });

  test('that are none are refused by the names of their members', async () => {
    put('prod/extension', { shared_secret: 'canary-shared-secret' });
    const refused = find(['--secret-id', 'prod/extension']);
    await expect(refused).rejects.toMatchObject({ code: 'credentials_invalid' });
    await expect(refused).rejects.not.toThrow(/canary/);
  });

  describe('of the local stack', () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'doctor-'));
    });
    afterEach(() => rm(folder, { recursive: true }));

    const writeState = (halopsa: string, pid = process.pid) => {
      const at = { gateway: endpoint.url, webhook: endpoint.url, halopsa, secretsManager: endpoint.url };
      return writeStackState({ pid, ...at, secretPrefix: 'local', oid: 'x', sharedSecret: 'x' }, join(folder, 'state'));
    };

    test('are found by its state, and may lead to this machine', async () => {
      put('local/default', { ...SECRET, instance_url: 'http://127.0.0.1:9', allowed_oids: ['*'] });
      await writeState('http://127.0.0.1:9');
      const { credentials, urlPolicy } = await find(['--state', join(folder, 'state')]);
      expect(credentials.instance_url).toBe('http://127.0.0.1:9');
      expect(urlPolicy.allowLoopbackHttp).toBe(true);
    });

    test('may lead to the host that the stack was started with', async () => {
      put('local/default', { ...SECRET, allowed_oids: ['*'] });
      await writeState('https://halo.acme.example');
      const { urlPolicy } = await find(['--state', join(folder, 'state')]);
      expect(urlPolicy.allowedHosts.has('halo.acme.example')).toBe(true);
    });

    test('are missed where none runs', async () => {
      await expect(find(['--state', join(folder, 'none')])).rejects.toThrow(/^Say which HaloPSA with --secret-id/);
    });
  });
});
