import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createSecretStore, type SecretStore } from '../../infra/local/aws/secret-store.ts';
import { startSecretsManager } from '../../infra/local/aws/start-secrets-manager.ts';
import type { Listening } from '../../infra/local/listen.ts';
import { parseSecret } from '../../lib/credentials/parse-secret.ts';
import { extensionSecretSchema, sharedSecretSchema } from '../../lib/credentials/schemas.ts';
import { readGuideExamples } from '../support/guides.ts';

const run = promisify(execFile);
const PREFIX = 'halopsa-limacharlie/prod';
const OLD = 'put-32-random-characters-or-more-here';

const commands = (await readGuideExamples()).filter(({ info }) => info.startsWith('sh secrets '));
let store: SecretStore;
let secretsManager: Listening;
let directory: string;

beforeEach(async () => {
  store = createSecretStore();
  store.CreateSecret({ Name: `${PREFIX}/extension`, SecretString: JSON.stringify({ shared_secret: OLD }) });
  store.CreateSecret({ Name: `${PREFIX}/default`, SecretString: '{"REPLACE_ME":"…"}' });
  secretsManager = await startSecretsManager(store);
  directory = await mkdtemp(join(tmpdir(), 'secrets-'));
});
afterEach(async () => {
  await secretsManager.close();
  await rm(directory, { recursive: true });
});

/** Runs a page's commands against the local Secrets Manager, beside the file that the page has had written. */
async function follow({ text, secret }: (typeof commands)[number]): Promise<void> {
  await writeFile(join(directory, 'default.json'), JSON.stringify(secret));
  const env = {
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    HOME: process.env.HOME,
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
    AWS_REGION: 'eu-central-1',
    AWS_DEFAULT_REGION: 'eu-central-1',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManager.url,
  };
  const commandLine = text.replaceAll('npm run secret --', `node ${resolve('infra/secret/main.ts')}`);
  await run('sh', ['-ec', commandLine], { cwd: directory, env });
}

const contentOf = (name: string) => String(store.GetSecretValue({ SecretId: `${PREFIX}/${name}` }).SecretString);

const followAll = async (page: string, info: string) => {
  for (const one of commands) if (one.path.endsWith(page) && one.info === `sh secrets ${info}`) await follow(one);
};

test('the guides put both secrets, and renew the shared one', () => {
  expect(commands.map(({ path, info }) => `${path}: ${info}`).toSorted()).toEqual([
    'docs/guides/deploy.md: sh secrets default',
    'docs/guides/deploy.md: sh secrets extension',
    'docs/guides/rotate-secrets.md: sh secrets end',
    'docs/guides/rotate-secrets.md: sh secrets extension',
  ]);
});

test('deploying puts a shared secret that is long enough and new', async () => {
  await followAll('deploy.md', 'extension');
  const secret = parseSecret(extensionSecretSchema, contentOf('extension'), 'it');
  expect(secret.shared_secret).toMatch(/^[0-9a-f]{64}$/);
  expect(secret).not.toHaveProperty('previous_shared_secret');
});

test("deploying puts HaloPSA's credentials, and leaves no file with them", async () => {
  await followAll('deploy.md', 'default');
  expect(parseSecret(sharedSecretSchema, contentOf('default'), 'it')).toMatchObject({ client_id: expect.any(String) });
  expect(await readdir(directory)).toEqual([]);
});

test('rotating keeps the old shared secret beside the new one, until it is taken out', async () => {
  await followAll('rotate-secrets.md', 'extension');
  const both = parseSecret(extensionSecretSchema, contentOf('extension'), 'it');
  expect(both.previous_shared_secret).toBe(OLD);
  expect(both.shared_secret).toMatch(/^[0-9a-f]{64}$/);
  await followAll('rotate-secrets.md', 'end');
  expect(JSON.parse(contentOf('extension'))).toEqual({ shared_secret: both.shared_secret });
});
