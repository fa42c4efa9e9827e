import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
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
const hasAwsCli = await run('aws', ['--version']).then(
  () => true,
  () => false,
);
const testWithAwsCli = hasAwsCli ? test : test.skip;

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

/** Runs a page's commands with the AWS CLI against the local Secrets Manager, beside the file that the page has had written. */
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
  await run('sh', ['-ec', text], { cwd: directory, env });
}

const contentOf = (name: string) => String(store.GetSecretValue({ SecretId: `${PREFIX}/${name}` }).SecretString);

test('the guides put both secrets, and renew the shared one', () => {
  expect(commands.map(({ path, info }) => `${path}: ${info}`).toSorted()).toEqual([
    'docs/guides/deploy.md: sh secrets default',
    'docs/guides/deploy.md: sh secrets extension',
    'docs/guides/rotate-secrets.md: sh secrets extension',
  ]);
});

testWithAwsCli('deploying puts a shared secret that is long enough and new', async () => {
  await Promise.all(
    commands.filter((one) => one.path.endsWith('deploy.md') && one.info.endsWith('extension')).map(follow),
  );
  const secret = parseSecret(extensionSecretSchema, contentOf('extension'), 'it');
  expect(secret.shared_secret).toMatch(/^[0-9a-f]{64}$/);
  expect(secret).not.toHaveProperty('previous_shared_secret');
});

testWithAwsCli("deploying puts HaloPSA's credentials, and leaves no file with them", async () => {
  await Promise.all(commands.filter(({ info }) => info.endsWith('default')).map(follow));
  expect(parseSecret(sharedSecretSchema, contentOf('default'), 'it')).toMatchObject({ client_id: expect.any(String) });
  expect(await readdir(directory)).toEqual([]);
});

testWithAwsCli('rotating keeps the old shared secret beside the new one', async () => {
  await Promise.all(commands.filter(({ path }) => path.endsWith('rotate-secrets.md')).map(follow));
  const secret = parseSecret(extensionSecretSchema, contentOf('extension'), 'it');
  expect(secret.previous_shared_secret).toBe(OLD);
  expect(secret.shared_secret).toMatch(/^[0-9a-f]{64}$/);
});
