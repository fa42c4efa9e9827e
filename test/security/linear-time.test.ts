import { describe, expect, test } from '@jest/globals';
import * as v from 'valibot';
import { matchAsset } from '../../functions/link_asset_to_ticket/match-asset.ts';
import { findSameEntry } from '../../lib/action/find-same-entry.ts';
import * as coerce from '../../lib/action/inputs/coerce.ts';
import { extraFields, line } from '../../lib/action/inputs/fields.ts';
import { nearestName } from '../../lib/action/inputs/nearest-name.ts';
import { parseInput } from '../../lib/action/inputs/parse-input.ts';
import { parseHaloUrl } from '../../lib/halopsa/instance-url.ts';
import { classifyReply } from '../../lib/halopsa/reply-error.ts';
import { replyMessage } from '../../lib/halopsa/reply-message.ts';
import { parseRetryAfterMs } from '../../lib/http/retry.ts';
import { parseJson } from '../../lib/json.ts';
import { digestOf } from '../../lib/ledger/digest.ts';
import { packAnswer } from '../../lib/ledger/stored-answer.ts';
import { readBody } from '../../lib/limacharlie/body.ts';
import { parseEnvelope } from '../../lib/limacharlie/envelope.ts';
import { isSigned } from '../../lib/limacharlie/signature.ts';
import { redact } from '../../lib/redact.ts';

const MEGABYTE = 1_000_000;
/** Sixteen times the text may take sixteen times as long, on a noisy machine some times more; what is quadratic takes 256 times. */
const MAX_RATIO = 100;
/** Below this a measurement is noise. */
const NOISE_MS = 4;

const policy = { allowedHosts: new Set<string>(), allowLoopbackHttp: false };
const texts = { label: 'F', description: 'A field.' };
const schema = v.object({ summary: line(texts) });
const context = { kind: 'read', path: '/Tickets', neededScope: 'a', grantedScopes: [], nowMs: 0, secrets: [] } as const;
const envelope = (data: unknown) => Buffer.from(JSON.stringify({ request: { org: { oid: 'o' }, action: 'a', data } }));

const READERS: Record<string, (text: string) => unknown> = {
  redact: (text) => redact(text),
  'redact, with known secrets': (text) => redact(text, ['topsecret', text.slice(0, 20)]),
  'readBody, plain': (text) => readBody({ body: text, isBase64Encoded: false, contentEncoding: undefined }),
  'readBody, base64 that is no gzip': (text) =>
    readBody({ body: text, isBase64Encoded: true, contentEncoding: 'gzip' }),
  'parseEnvelope, of anything': (text) => parseEnvelope(Buffer.from(text)),
  'parseEnvelope, within': (text) => parseEnvelope(envelope({ [text]: text })),
  isSigned: (text) => isSigned(Buffer.from(text), text, ['secret']),
  parseJson: (text) => parseJson(text),
  toInteger: (text) => coerce.toInteger(text),
  toBoolean: (text) => coerce.toBoolean(text),
  toHours: (text) => coerce.toHours(text),
  toText: (text) => coerce.toText({ text }),
  toIntegerList: (text) => coerce.toIntegerList(text),
  toObject: (text) => coerce.toObject(text),
  toObjectList: (text) => coerce.toObjectList(text),
  isBlank: (text) => coerce.isBlank(text),
  parseInput: (text) => parseInput(schema, { summary: text, [text]: text }),
  'parseInput, where it is wrong': (text) => parseInput(schema, { summary: [text] }),
  'extra fields': (text) => v.safeParse(extraFields(texts), { [text]: text, nested: parseJson(text) }),
  nearestName: (text) => nearestName(text, ['create_ticket', 'update_ticket']),
  replyMessage: (text) => replyMessage(text, ['topsecret']),
  'replyMessage, in JSON': (text) => replyMessage(JSON.stringify({ Message: text }), ['topsecret']),
  'replyMessage, of model binding': (text) => replyMessage(JSON.stringify({ [`[0].${text}`]: [text] }), []),
  classifyReply: (text) => classifyReply(400, text, context),
  parseHaloUrl: (text) => parseHaloUrl(text, 'instance_url', policy),
  'parseHaloUrl, as a path': (text) => parseHaloUrl(`https://a.halopsa.com/${text}`, 'instance_url', policy),
  'parseHaloUrl, as a host': (text) => parseHaloUrl(`https://${text}.halopsa.com`, 'instance_url', policy),
  parseRetryAfterMs: (text) => parseRetryAfterMs(text, 0),
  'parseRetryAfterMs, of a date': (text) => parseRetryAfterMs(`Mon, ${text} GMT `, 0),
  findSameEntry: (text) => findSameEntry([{ id: 2, note: text }], { note: `${text}x` }, 0),
  matchAsset: (text) => matchAsset([{ id: 1, inventory_number: `${text}.x` }], text, {}),
  digestOf: (text) => digestOf({ [text]: parseJson(text) ?? text }),
  packAnswer: (text) => packAnswer({ id: 1, [text]: text, rows: parseJson(text) }),
};

/** Repeated, each makes a text that a careless pattern or parser stumbles over. */
const UNITS = [
  'a',
  ' ',
  '\n',
  '0',
  '1,',
  '.',
  '/',
  '/api',
  '\\',
  '"',
  '[',
  '{"a":',
  '[1,',
  '-eyJaaaa',
  'eyJ',
  'Bearer ',
  'client_secret = ',
  '"jwt":"',
  ' GMT ',
  'not found ',
  'a.',
  '\u0000',
  '\u{1f600}',
  '<',
  '&amp;',
  '1e1',
  '%2e',
  '@',
  ':',
  '#',
  'xn--',
  '\r\n',
];

function timeMs(read: () => unknown): number {
  const startedAtMs = performance.now();
  try {
    read();
  } catch {
    // To refuse is an answer too.
  }
  return performance.now() - startedAtMs;
}

/** What the machine does beside it only makes it longer, so the best of three tries counts. */
function isLinear(readShort: () => unknown, readLong: () => unknown): boolean {
  return [1, 2, 3].some(() => timeMs(readLong) < MAX_RATIO * Math.max(NOISE_MS, timeMs(readShort)));
}

test.each(Object.entries(READERS))('%s takes as much longer as a text is longer, up to a megabyte', (_, read) => {
  const textOf = (unit: string, length: number) => unit.repeat(Math.ceil(length / unit.length));
  const slow = UNITS.filter((unit) => {
    const [short, long] = [textOf(unit, MEGABYTE / 16), textOf(unit, MEGABYTE)];
    return !isLinear(
      () => read(short),
      () => read(long),
    );
  });
  expect(slow).toEqual([]);
});

test('a pattern that is not linear is noticed', () => {
  const read = (length: number) => /\s+$/.test(`${' '.repeat(length)}x`);
  const isNoticed = () =>
    !isLinear(
      () => read(3_000),
      () => read(48_000),
    );
  // What the machine does beside it can make the short text take long.
  expect([1, 2, 3, 4, 5].some(isNoticed)).toBe(true);
});

describe('as much longer as they are more', () => {
  const numbered = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`field_${i}`, i]));
  test.each<[string, (count: number) => unknown]>([
    ['unknown inputs', (count) => parseInput(schema, { summary: 's', ...numbered(count) })],
    ['members of a message', (count) => parseEnvelope(envelope(numbered(count)))],
    ['members of the content', (count) => digestOf(numbered(count))],
    ['members of an answer', (count) => packAnswer({ id: 1, ...numbered(count) })],
    ['members of a refusal', (count) => replyMessage(JSON.stringify(numbered(count)), [])],
    [
      'assets of one name',
      (count) =>
        matchAsset(
          Array.from({ length: count }, (_, id) => ({ id, inventory_number: 'ws-1' })),
          'ws-1',
          {},
        ),
    ],
    [
      'entries of a timeline',
      (count) =>
        findSameEntry(
          Array.from({ length: count }, (_, id) => ({ id, note: 'n' })),
          { note: 'm' },
          0,
        ),
    ],
  ])('%s take', (_, read) => {
    const isFast = isLinear(
      () => read(3_000),
      () => read(48_000),
    );
    expect(isFast).toBe(true);
  });
});
