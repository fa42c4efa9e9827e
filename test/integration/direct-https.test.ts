import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type LocalStack, startLocalStack } from '../../infra/local/stack.ts';
import type { TestServer } from '../support/http-server.ts';
import { codeBlocks, ROOT, readMarkdownFiles } from '../support/markdown.ts';
import { startSignedDoor } from '../support/signed-door.ts';

const run = promisify(execFile);

const KEY = {
  accessKeyId: 'AKIAEXAMPLEOFAKEY',
  secretAccessKey: randomBytes(20).toString('hex'),
  region: 'eu-central-1',
  service: 'execute-api',
};

/** How a block of each language is run as it stands on the page. */
const RUNNERS: Record<string, (text: string) => [file: string, args: string[]]> = {
  sh: (text) => ['sh', ['-c', text]],
  python: (text) => ['python3', ['-c', text]],
  ts: (text) => [process.execPath, ['--input-type=module-typescript', '--eval', text]],
};

const [guide] = (await readMarkdownFiles()).filter(({ path }) => path === 'docs/guides/direct-https.md');
const blocks = codeBlocks(guide?.text ?? '');
const examples = blocks
  .filter(({ info }) => info.endsWith(' signed'))
  .map(({ info, text }) => ({ language: info.split(' ')[0] ?? '', text }));

const hasBotocore = await run('python3', ['-c', 'import botocore']).then(
  () => true,
  () => false,
);

let stack: LocalStack;
let door: TestServer;
const refusals: string[] = [];

beforeAll(async () => {
  stack = await startLocalStack();
  door = await startSignedDoor(stack.gatewayUrl, KEY, refusals);
}, 180_000);
afterAll(async () => {
  await door.close();
  await stack.close();
});
beforeEach(() => {
  refusals.length = 0;
});

/** Runs a block with what the page's "surroundings" export. */
function runExample(language: string, text: string, more: Record<string, string> = {}) {
  const [file, args] = RUNNERS[language]?.(text) ?? ['false', []];
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    AWS_ACCESS_KEY_ID: KEY.accessKeyId,
    AWS_SECRET_ACCESS_KEY: KEY.secretAccessKey,
    AWS_SESSION_TOKEN: 'the-session-token',
    AWS_REGION: KEY.region,
    DIRECT_URL: new URL('/actions/', door.url).href,
    ...more,
  };
  return run(file, args, { cwd: ROOT, env });
}

test('the guide signs in curl, Python and TypeScript', () => {
  expect(examples.map(({ language }) => language)).toEqual(['sh', 'python', 'ts']);
});

describe.each(examples)('the example in $language', ({ language, text }) => {
  const isRunnable = language !== 'python' || hasBotocore;
  const testIfRunnable = isRunnable ? test : test.skip;

  testIfRunnable('is signed right, and opens its ticket once however often it is run', async () => {
    const before = stack.simulator?.state.tickets.length ?? 0;
    const first = JSON.parse((await runExample(language, text)).stdout);
    const second = JSON.parse((await runExample(language, text)).stdout);
    expect(refusals).toEqual([]);
    expect(second.id).toBe(first.id);
    expect(stack.simulator?.state.tickets).toHaveLength(before + 1);
    expect(stack.simulator?.state.tickets.at(-1)).toMatchObject({ id: first.id, client_id: 12 });
  });

  testIfRunnable('fails with what it was answered where the secret key is wrong', async () => {
    const failure = await runExample(language, text, { AWS_SECRET_ACCESS_KEY: 'another' }).catch((error) => error);
    expect(`${failure.stdout}${failure.stderr}`).toContain('Forbidden');
    expect(refusals).toEqual(['the signature does not match']);
  });
});

test('curl without a session token is refused while it names one, as the guide says', async () => {
  const [curl] = examples;
  await expect(runExample('sh', curl?.text ?? '', { AWS_SESSION_TOKEN: '' })).rejects.toThrow();
  expect(refusals).toEqual(['the headers x-amz-security-token are signed but not there']);
});

test('the example with a bearer token gets its answer where the gateway lets it through', async () => {
  const text = blocks.find(({ info }) => info === 'sh bearer')?.text ?? '';
  const DIRECT_URL = `${stack.gatewayUrl}/actions/`;
  const { stdout } = await runExample('sh', text, { DIRECT_URL, TOKEN: 'a-token' });
  expect(JSON.parse(stdout)).toMatchObject({ page_no: 1 });
});
