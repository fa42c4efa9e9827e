import { describe, expect, test } from '@jest/globals';
import { parseEnvelope } from '../../../lib/limacharlie/envelope.ts';

const org = { oid: 'oid-1', jwt: 'eyJhbGciOi.canary.jwt', ident: 'rule' };
const parse = (message: unknown) =>
  parseEnvelope(Buffer.from(typeof message === 'string' ? message : JSON.stringify(message)));

describe('the kind of a message is its member', () => {
  test.each<[string, unknown]>([
    ['heartbeat', {}],
    ['event', { org, event_name: 'subscribe', data: {}, config: {} }],
    ['request', { org, action: 'create_ticket', data: { summary: 's' }, config: {}, resource_state: {}, inv_id: 'x' }],
    ['error_report', { error: 'e', oid: 'oid-1' }],
    ['conf_validation', { org, conf: {} }],
    ['schema_request', {}],
  ])('%s', (kind, content) => {
    expect(parse({ version: 20221218, idempotency_key: 'k', [kind]: content })).toMatchObject({
      kind,
      idempotencyKey: 'k',
    });
  });

  test('the first of several, in the order of the reference implementation', () => {
    const all = {
      schema_request: {},
      conf_validation: { org },
      error_report: {},
      request: { org, action: 'a' },
      event: { org, event_name: 'e' },
      heartbeat: {},
    };
    const seen: string[] = [];
    for (let rest: Record<string, unknown> = all; Object.keys(rest).length > 0; ) {
      const { kind } = parse(rest);
      seen.push(kind);
      rest = Object.fromEntries(Object.entries(rest).filter(([name]) => name !== kind));
    }
    expect(seen).toEqual(['heartbeat', 'event', 'request', 'error_report', 'conf_validation', 'schema_request']);
  });

  test('null counts as absent', () => {
    expect(parse({ heartbeat: null, event: null, request: null, schema_request: {} }).kind).toBe('schema_request');
  });

  test('what nobody needs may be of any type', () => {
    expect(parse({ request: { org: { ...org, ident: 5 }, action: 'a' } })).toMatchObject({ kind: 'request' });
  });

  test('unknown members are ignored everywhere', () => {
    const message = { future: { x: 1 }, conf_validation: { org: { ...org, more: 1 }, conf: { a: 1 }, more: 2 } };
    expect(parse(message)).toMatchObject({
      kind: 'conf_validation',
      content: { org: { oid: 'oid-1' }, conf: { a: 1 } },
    });
  });
});

test("the org's JWT is not even read", () => {
  expect(JSON.stringify(parse({ request: { org, action: 'a', data: {} } }))).not.toContain('canary');
});

describe('the idempotency key', () => {
  test.each<[unknown, string | undefined]>([
    ['k', 'k'],
    ['', undefined],
    [null, undefined],
    [undefined, undefined],
  ])('%j is read as %j', (key, read) => {
    expect(parse({ idempotency_key: key, heartbeat: {} }).idempotencyKey).toBe(read);
  });

  test.each([7, true, {}, ['k']])('%j is refused: a guess would let a redelivery pass', (key) => {
    expect(() => parse({ idempotency_key: key, heartbeat: {} })).toThrow(
      'has an `idempotency_key` that is not a string',
    );
  });
});

const nested = (levels: number) => `${'{"heartbeat":'.repeat(levels - 1)}{}${'}'.repeat(levels - 1)}`;

test('200 levels are not too deep', () => {
  expect(parse(nested(200)).kind).toBe('heartbeat');
});

describe('a message is refused that', () => {
  test.each<[string, unknown]>([
    ['is not a JSON object', ''],
    ['is not a JSON object', '{'],
    ['is not a JSON object', '[]'],
    ['is not a JSON object', 'null'],
    ['is not a JSON object', '"heartbeat"'],
    ['is nested more deeply than 200 levels', '['.repeat(100_000)],
    ['is nested more deeply than 200 levels', nested(201)],
    ['holds none of heartbeat, event, request, error_report, conf_validation, schema_request', {}],
    ['holds none of', { version: 20221218, Heartbeat: {} }],
    ['holds none of', { heartbeat: null }],
    ['has a wrong or missing `heartbeat`', { heartbeat: true }],
    ['has a wrong or missing `event.org`, `event.event_name`', { event: {} }],
    ['has a wrong or missing `event.event_name`', { event: { org, event_name: 7 } }],
    ['has a wrong or missing `request.org`', { request: { action: 'create_ticket' } }],
    ['has a wrong or missing `request.org.oid`', { request: { org: {}, action: 'create_ticket' } }],
    ['has a wrong or missing `request.org.oid`', { request: { org: { oid: '' }, action: 'create_ticket' } }],
    ['has a wrong or missing `request.action`', { request: { org } }],
    ['has a wrong or missing `request.action`', { request: { org, action: ['canary'] } }],
    ['has a wrong or missing `conf_validation.org`', { conf_validation: { conf: {} } }],
    ['has a wrong or missing `error_report.error`', { error_report: { error: { canary: 1 } } }],
  ])('%s (case %#)', (why, message) => {
    expect(() => parse(message)).toThrow(
      expect.objectContaining({
        code: 'invalid_input',
        message: expect.stringMatching(new RegExp(`^The message ${why.replaceAll('.', '\\.')}`)),
      }),
    );
    expect(() => parse(message)).not.toThrow('canary');
  });
});
