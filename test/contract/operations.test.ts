import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FAILURES } from '../../lib/errors.ts';
import { synthesise } from '../infra/synthesise.ts';
import { startTestExtension, type TestExtension } from '../support/extension.ts';
import { codeBlocks, readMarkdownFiles } from '../support/markdown.ts';

const [page] = (await readMarkdownFiles()).filter(({ path }) => path === 'docs/operations.md');
const text = page?.text ?? '';

/** What comes between a heading and the next of its depth or above. */
const sectionOf = (heading: string) => text.split(`\n${heading}\n`)[1]?.split(/\n#{1,3} /)[0] ?? '';

const stage = synthesise();
const pages = stage
  .ofType('AWS::CloudWatch::Alarm')
  .map(([, { Properties }]) => /docs\/operations\.md#([\w-]+)$/.exec(Properties.AlarmDescription)?.[1] ?? 'none');
const ALARMS = [...new Set(pages)];

test('there is a section for each alarm, and for nothing else', () => {
  const [, alarms = ''] = text.split('\n## Alarms\n');
  const headings = [...(alarms.split('\n## ')[0] ?? '').matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
  expect(headings.toSorted()).toEqual(ALARMS.toSorted());
});

test.each(ALARMS)('the section of the alarm %s says symptom, cause and what to do', (alarm) => {
  const section = sectionOf(`### ${alarm}`);
  for (const part of ['Symptom', 'Cause', 'Do'])
    expect(section).toMatch(new RegExp(`^- \\*\\*${part}\\.\\*\\* \\S`, 'm'));
});

test('the table of codes has each, as it is', () => {
  const rows = [...sectionOf('## Error codes').matchAll(/^\| `(\w+)` \| (yes|no) \|/gm)].map(([, ...row]) => row);
  expect(rows).toEqual(Object.entries(FAILURES).map(([code, { retriable }]) => [code, retriable ? 'yes' : 'no']));
});

describe('the queries', () => {
  const queries = codeBlocks(text).filter(({ info }) => info === 'text query');
  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html, as far as it is used here. */
  const LANGUAGE =
    'filter fields sort stats by as desc asc and or not in like ispresent count sum min max avg latest pct bin'.split(
      ' ',
    );
  const [, api] = stage.ofType('AWS::ApiGatewayV2::Stage')[0] ?? [];
  const accessLog = Object.keys(JSON.parse(api?.Properties.AccessLogSettings.Format));
  /** https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html */
  const PLATFORM_LOG = ['type', 'record', 'status', 'errorType', 'requestId'];

  let extension: TestExtension;
  const logged = new Set([...accessLog, ...PLATFORM_LOG]);
  beforeAll(async () => {
    extension = await startTestExtension();
    await extension.direct('create_ticket', { summary: 'x' }, { 'idempotency-key': 'k' });
    await extension.direct('create_ticket', {});
    await extension.direct('add_action', { ticket_id: 2884, note: 'x' });
    await extension.direct('report_detection', { cat: 'x', hostname: 'NOWHERE', client_id: 12, teem: 'SOC' });
    for (const record of extension.logs)
      for (const [name, value] of Object.entries(record)) if (value !== undefined) logged.add(name);
  });
  afterAll(() => extension.close());

  test('are there', () => expect(queries.length).toBeGreaterThan(4));

  test.each(queries)('ask for what is logged: $text', (query) => {
    const bare = query.text.replaceAll(/"[^"]*"/g, '').replaceAll(/@\w+/g, '');
    const named = [...bare.matchAll(/\bas (\w+)/g)].map(([, alias]) => alias);
    const words = (bare.match(/\b[a-z_]\w*/gi) ?? []).filter(
      (word) => !LANGUAGE.includes(word) && !named.includes(word),
    );
    expect(words.filter((word) => !logged.has(word))).toEqual([]);
    expect(words.length).toBeGreaterThan(0);
  });
});
