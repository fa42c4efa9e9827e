import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse as parseYaml } from 'yaml';
import * as registry from '../../functions/registry.ts';
import { parseStageConfig } from '../../infra/stage-config.ts';
import { orgConfigSchema } from '../../lib/action/config/org-config.ts';
import { parseInput } from '../../lib/action/inputs/parse-input.ts';
import { parseSecret } from '../../lib/credentials/parse-secret.ts';
import { extensionSecretSchema, orgSecretSchema, sharedSecretSchema } from '../../lib/credentials/schemas.ts';
import { parseHaloUrl } from '../../lib/halopsa/instance-url.ts';
import { synthesise } from '../infra/synthesise.ts';
import type { Answer } from '../support/extension.ts';
import { type GuideExample, type GuideExtension, readGuideExamples, startAsOn } from '../support/guides.ts';
import { ROOT, readMarkdownFiles } from '../support/markdown.ts';

const guides = (await readMarkdownFiles()).filter((file) => !file.path.startsWith('docs/reference/'));
const examples = (await readGuideExamples()).filter((example) => example.info.startsWith('json'));

let extension: GuideExtension;
afterEach(() => extension?.close());

const URL_POLICY = { allowedHosts: new Set<string>(), allowLoopbackHttp: false };

function expectSuccess(answer: Answer): void {
  expect(answer).toMatchObject({ status: 200 });
  expect((answer.body.data ?? answer.body)._meta?.warnings).toBeUndefined();
}

/** What an example claims to be, by the word after `json`, and how that is tried. An action and its input may follow the word. */
const CLAIMS: Record<string, (text: string, action: string, input: string) => unknown> = {
  /** Can be sent. */
  async input(text, action) {
    expectSuccess(await extension.send(action, JSON.parse(text)));
  },
  /** What a direct call is answered, whole or in part. */
  async answer(text, action, input) {
    const answer = await extension.direct(action, input);
    expectSuccess(answer);
    expect(answer.body).toMatchObject(JSON.parse(text));
  },
  /** The `data` that LimaCharlie gets, whole or in part. */
  async data(text, action, input) {
    const answer = await extension.send(action, JSON.parse(input));
    expectSuccess(answer);
    expect(answer.body.data).toMatchObject(JSON.parse(text));
  },
  /** The same for what comes a second time. */
  async again(text, action, input) {
    await extension.send(action, JSON.parse(input));
    expect((await extension.send(action, JSON.parse(input))).body.data).toMatchObject(JSON.parse(text));
  },
  /** What a direct call fails with. */
  async problem(text, action, input) {
    const { request_id: _, ...problem } = JSON.parse(text);
    const answer = await extension.direct(action, input);
    expect(answer.body).toEqual({ ...problem, request_id: expect.any(String) });
    expect(answer.status).toBe(problem.status);
  },
  /** What LimaCharlie is told of a failure. */
  async error(text, action, input) {
    expect((await extension.send(action, JSON.parse(input))).body).toEqual(JSON.parse(text));
  },
  'extension-secret': (text) => expect(parseSecret(extensionSecretSchema, text, 'it')).toEqual(JSON.parse(text)),
  'org-secret'(text) {
    expect(parseSecret(orgSecretSchema, text, 'it')).toEqual(JSON.parse(text));
    parseHaloUrl(JSON.parse(text).instance_url, 'instance_url', URL_POLICY);
  },
  'default-secret'(text) {
    expect(parseSecret(sharedSecretSchema, text, 'it')).toEqual(JSON.parse(text));
    parseHaloUrl(JSON.parse(text).instance_url, 'instance_url', URL_POLICY);
  },
  /** Lets its principal call what only reads: the stack's output `DirectArn`, of an account of ours, and an action's name. */
  'iam-policy'(text) {
    const stage = synthesise();
    const [[apiId = ''] = []] = stage.ofType('AWS::ApiGatewayV2::Api');
    const direct = stage.outputText('DirectArn', {
      'AWS::Partition': 'aws',
      'AWS::Region': 'eu-central-1',
      'AWS::AccountId': '111111111111',
      [apiId]: 'a1b2c3d4e5',
    });
    const readers = Object.values(registry).filter(({ annotations }) => annotations.readOnly);
    const Resource = readers.map(({ name }) => direct + name);
    expect(JSON.parse(text).Statement).toEqual([{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource }]);
  },
  /** Trusts the job that deploys and no other. */
  async 'github-trust'(text) {
    const { jobs } = parseYaml(await readFile(join(ROOT, '.github/workflows/deploy.yml'), 'utf8'));
    const [{ Condition }] = JSON.parse(text).Statement;
    const subject: string = Condition.StringEquals['token.actions.githubusercontent.com:sub'];
    expect(subject).toMatch(new RegExp(`^repo:[\\w-]+/[\\w-]+:environment:${jobs.deploy.environment}$`));
    expect(Object.keys(Condition)).toEqual(['StringEquals']);
  },
  /** An entry of `infra/config.ts`. */
  stage: (text) => expect(parseStageConfig('prod', JSON.parse(text))).toMatchObject(JSON.parse(text)),
  'org-configuration'(text) {
    expect(parseInput(orgConfigSchema, JSON.parse(text))).toMatchObject({ input: JSON.parse(text), warnings: [] });
  },
};

async function prove({ info, text }: GuideExample): Promise<void> {
  const [, claim = '(none)', action = '', input = ''] = /^json(?: (\S+))?(?: (\S+))?(?: (.+))?$/.exec(info) ?? [];
  const how = CLAIMS[claim];
  if (how === undefined) throw new Error(`Say after \`json\` what it is: ${Object.keys(CLAIMS).join(', ')}`);
  await how(text, action, input);
}

describe('the JSON examples in the guides', () => {
  test.each(examples)('$path: $info', async (example) => {
    extension = await startAsOn(example);
    await prove(example);
  });
});

describe('the commands in the guides', () => {
  const prose = guides.map((file) => file.text.replaceAll('\\\n', '')).join('\n');
  const commands = (pattern: RegExp) =>
    [...prose.matchAll(pattern)].map(([, action = '', json = '']) => ({ action, json }));
  const sent = commands(/npm run send -- (\w+) '(\{[^']*\})'/g);
  const called = commands(/\/actions\/(\w+).* -d '(\{.*\})'/g);
  /** Under one key, several times. */
  const repeated = [...prose.matchAll(/npm run send -- (\w+) '(\{[^']*\})' --key (\S+) --times (\d+)/g)].map(
    ([command, action = '', json = '', key = '', times]) => ({ command, action, json, key, times: Number(times) }),
  );

  beforeEach(async () => {
    extension = await startAsOn({ config: {}, secret: {} });
  });

  test('are found', () => {
    expect(sent.length).toBeGreaterThan(0);
    expect(called.length).toBeGreaterThan(0);
    expect(repeated.length).toBeGreaterThan(0);
  });

  test.each(sent)('npm run send -- $action $json', async ({ action, json }) => {
    expect(await extension.send(action, JSON.parse(json))).toMatchObject({ status: 200 });
  });

  test.each(repeated)('$command: the same record each time', async ({ action, json, key, times }) => {
    const ids = new Set<number>();
    for (let count = 0; count < times; count += 1)
      ids.add((await extension.request(action, JSON.parse(json), { key })).body.data.id);
    expect([...ids]).toEqual([expect.any(Number)]);
    expect(extension.halo.state.tickets.map(({ id }) => id)).toEqual([2884, ...ids]);
  });

  test.each(called)('curl …/actions/$action -d $json', async ({ action, json }) => {
    expect(await extension.direct(action, json)).toMatchObject({ status: 200 });
  });
});
