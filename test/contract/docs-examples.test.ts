import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse as parseYaml } from 'yaml';
import { orgConfigSchema } from '../../lib/action/org-config.ts';
import { parseInput } from '../../lib/action/parse-input.ts';
import { parseSecret } from '../../lib/credentials/parse-secret.ts';
import { extensionSecretSchema, orgSecretSchema, sharedSecretSchema } from '../../lib/credentials/schemas.ts';
import { parseHaloUrl } from '../../lib/halopsa/instance-url.ts';
import { startTestExtension, type TestExtension } from '../support/extension.ts';
import { codeBlocks, readMarkdownFiles } from '../support/markdown.ts';
import { renderRequest } from '../support/render-request.ts';

/** The reference's examples are those of the definitions, which have a test of their own. */
const guides = (await readMarkdownFiles()).filter((file) => !file.path.startsWith('docs/reference/'));
const blocks = guides.flatMap(({ path, text }) => codeBlocks(text).map((block) => ({ path, ...block })));

let extension: TestExtension;

beforeAll(async () => {
  extension = await startTestExtension();
  // The ticket 2884 that the examples speak of.
  expect((await extension.request('create_ticket', { summary: 'First' })).body.data.id).toBe(2884);
});

afterAll(() => extension.close());

const URL_POLICY = { allowedHosts: new Set<string>(), allowLoopbackHttp: false };

/** What an example claims to be, by the words after `json`, and how that is tried. */
const CLAIMS: Record<string, (text: string, words: string[]) => unknown> = {
  async input(text, [action = '']) {
    const answer = await extension.request(action, JSON.parse(text));
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.body.data._meta).toBeUndefined();
  },
  async problem(text, [action = '', input = '']) {
    const { request_id: _, ...problem } = JSON.parse(text);
    const answer = await extension.direct(action, input);
    expect(answer.body).toEqual({ ...problem, request_id: expect.any(String) });
    expect(answer.status).toBe(problem.status);
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
  'org-configuration'(text) {
    expect(parseInput(orgConfigSchema, JSON.parse(text))).toEqual({ input: JSON.parse(text), warnings: [] });
  },
};

describe('the JSON examples in the guides', () => {
  const examples = blocks.filter((block) => block.info.startsWith('json'));

  test.each(examples)('$path: $info', async ({ info, text }) => {
    const [, claim = '(none)', ...words] = info.split(' ');
    const prove = CLAIMS[claim];
    if (prove === undefined) throw new Error(`Say after \`json\` what it is: ${Object.keys(CLAIMS).join(', ')}`);
    await prove(text, words);
  });
});

describe('the commands in the guides', () => {
  const prose = guides.map((file) => file.text.replaceAll('\\\n', '')).join('\n');
  const commands = (pattern: RegExp) =>
    [...prose.matchAll(pattern)].map(([, action = '', json = '']) => ({ action, json }));
  const sent = commands(/npm run send -- (\w+) '(\{.*\})'/g);
  const called = commands(/\/actions\/(\w+).* -d '(\{.*\})'/g);

  test('are found', () => {
    expect(sent.length).toBeGreaterThan(0);
    expect(called.length).toBeGreaterThan(0);
  });

  test.each(sent)('npm run send -- $action $json', async ({ action, json }) => {
    expect(await extension.request(action, JSON.parse(json))).toMatchObject({ status: 200 });
  });

  test.each(called)('curl …/actions/$action -d $json', async ({ action, json }) => {
    expect(await extension.direct(action, json)).toMatchObject({ status: 200 });
  });
});

interface RuleAction {
  action: string;
  'extension action': string;
  'extension request': Record<string, unknown>;
}

const EVENT = {
  event: { COMMAND_LINE: 'mimikatz sekurlsa::logonpasswords', FILE_PATH: 'C:\\tools\\mimikatz.exe', PROCESS_ID: 4711 },
  routing: { hostname: 'WS-042', event_type: 'NEW_PROCESS', oid: '11111111-2222-4333-8444-555555555555' },
};

describe('the detection rules in the guides', () => {
  const requests = blocks
    .filter((block) => block.info === 'yaml')
    .flatMap(({ path, text }) => (parseYaml(text).respond as RuleAction[]).map((respond) => ({ path, ...respond })))
    .filter((respond) => respond.action === 'extension request');

  test('are found', () => expect(requests.length).toBeGreaterThan(0));

  test.each(requests)('$path: $extension action', async (respond) => {
    const template = respond['extension request'];
    const request = renderRequest(template, EVENT);
    expect(Object.keys(request)).toEqual(Object.keys(template));
    expect(JSON.stringify(request)).not.toContain('<no value>');
    const answer = await extension.request(respond['extension action'], request);
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.body.data._meta).toBeUndefined();
  });
});
