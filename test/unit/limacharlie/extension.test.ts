import { beforeEach, describe, expect, test } from '@jest/globals';
import type { AnyAction } from '../../../lib/action/define-action.ts';
import { systemClock } from '../../../lib/clock.ts';
import type { ExtensionSecret } from '../../../lib/credentials/schemas.ts';
import { ExtensionError } from '../../../lib/errors.ts';
import { receive } from '../../../lib/limacharlie/extension.ts';
import type { ExtensionDeps, RequestMessage } from '../../../lib/limacharlie/extension-deps.ts';
import { sign } from '../../../lib/limacharlie/signature.ts';
import { gzipped } from '../../support/extension.ts';
import { createMemoryLogger } from '../../support/memory-logger.ts';
import { createMemoryMetrics, type MemoryMetrics } from '../../support/memory-metrics.ts';

const SECRET = 'the-shared-secret';
const org = { oid: 'oid-1', jwt: 'canary.jwt' };

let logger: ReturnType<typeof createMemoryLogger>;
let metrics: MemoryMetrics;
let ran: { action: string; data: unknown; message: RequestMessage }[];
let refreshes: boolean[];
let deps: ExtensionDeps;

beforeEach(() => {
  logger = createMemoryLogger();
  metrics = createMemoryMetrics();
  ran = [];
  refreshes = [];
  deps = {
    logger,
    metrics,
    actions: { create_ticket: { name: 'create_ticket' } as AnyAction },
    async extensionSecret(refresh) {
      refreshes.push(refresh);
      return { shared_secret: SECRET };
    },
    async runAction(action, data, message) {
      ran.push({ action: action.name, data, message });
      return { id: 1 };
    },
    clock: systemClock,
    random: () => 0,
    defaultsOf: async () => ({}),
    checkSetup: async () => {},
    forgetOrg() {},
  };
});

const deliver = (message: unknown, signature?: string) => deliverText(JSON.stringify(message), signature);
const deliverText = (body: string, signature?: string) => {
  return receive(
    {
      body,
      isBase64Encoded: false,
      contentEncoding: undefined,
      signature: signature ?? sign(Buffer.from(body), SECRET),
      requestId: 'req-1',
    },
    deps,
  );
};
const request = (more = {}) => ({
  idempotency_key: 'k',
  request: { org, action: 'create_ticket', data: { summary: 's' }, ...more },
});

test('without a signature nothing is done, nothing is told, and not even the body is read', async () => {
  const probe = {
    body: '\0',
    isBase64Encoded: true,
    contentEncoding: 'gzip',
    signature: undefined,
    requestId: 'req-1',
  };
  await expect(receive(probe, deps)).resolves.toEqual({ status: 200 });
  expect(refreshes).toEqual([]);
});

describe('the secret', () => {
  test('is read once where the signature fits', async () => {
    await deliver({ heartbeat: {} });
    expect(refreshes).toEqual([false]);
  });

  test('is read once more where it does not, since it may just have been rotated', async () => {
    const refused = { status: 401, body: { retriable: false } };
    await expect(deliver({ heartbeat: {} }, '0'.repeat(64))).resolves.toMatchObject(refused);
    expect(refreshes).toEqual([false, true]);
  });

  test('may be the rotated one at the second reading', async () => {
    deps.extensionSecret = async (refresh): Promise<ExtensionSecret> => ({
      shared_secret: refresh ? SECRET : 'outdated',
    });
    await expect(deliver({ heartbeat: {} })).resolves.toEqual({ status: 200, body: {} });
  });

  test('may be the one before, while it is being rotated', async () => {
    deps.extensionSecret = async () => ({ shared_secret: 'the-next', previous_shared_secret: SECRET });
    await expect(deliver({ heartbeat: {} })).resolves.toEqual({ status: 200, body: {} });
  });

  test('that is not set up has LimaCharlie try again, and the log says why', async () => {
    deps.extensionSecret = () =>
      Promise.reject(new ExtensionError('credentials_invalid', 'The secret `x` is not JSON.'));
    await expect(deliver(request())).resolves.toEqual({
      status: 500,
      body: {
        version: 20221218,
        error: "The message failed (internal): The extension's shared secret is not set up yet.",
        retriable: true,
      },
    });
    expect(logger.records).toEqual([
      expect.objectContaining({ level: 'ERROR', code: 'credentials_invalid', reason: 'The secret `x` is not JSON.' }),
    ]);
    expect(ran).toEqual([]);
  });
});

test('a secret that AWS does not give is logged with AWS’s own words', async () => {
  const cause = Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
  deps.extensionSecret = () => Promise.reject(new ExtensionError('internal', 'No answer.', { cause }));
  expect(JSON.stringify(await deliver({ heartbeat: {} }))).not.toContain('Rate');
  expect(logger.records).toMatchObject([{ code: 'internal', cause: 'ThrottlingException: Rate exceeded' }]);
});

describe('a request', () => {
  test('is run with what it says, and the org’s configuration', async () => {
    await expect(deliver(request({ config: { default_client_id: '12' } }))).resolves.toEqual({
      status: 200,
      body: { version: 20221218, data: { id: 1 } },
    });
    expect(ran).toEqual([
      {
        action: 'create_ticket',
        data: { summary: 's' },
        message: { oid: 'oid-1', idempotencyKey: 'k', config: { default_client_id: 12 }, requestId: 'req-1' },
      },
    ]);
  });

  test.each([null, undefined])('with data %j is one without inputs', async (data) => {
    await deliver(request({ data }));
    expect(ran[0]?.data).toEqual({});
  });

  test('under a broken configuration is refused, since its defaults would be missing, and the sender is not told to correct the request', async () => {
    const { body } = await deliver(request({ config: { default_client_id: 'abc' } }));
    expect(body).toEqual({
      version: 20221218,
      error:
        'create_ticket failed (invalid_input): The organization\'s extension configuration is wrong. `default_client_id`: expected an integer of 1 or more, received "abc". Correct `default_client_id` in the organization\'s extension configuration in LimaCharlie.',
      retriable: false,
    });
    expect(ran).toEqual([]);
    expect(logger.records).toMatchObject([{ code: 'invalid_input', wrong_fields: ['default_client_id'] }]);
  });

  test.each([
    ['create_tickt', 'unknown request action: create_tickt. Did you mean `create_ticket`?'],
    ['zzz', 'unknown request action: zzz. The actions are `create_ticket`.'],
    ['', 'unknown request action: . The actions are `create_ticket`.'],
    ['toString', 'unknown request action: toString. The actions are `create_ticket`.'],
    ['__proto__', 'unknown request action: __proto__. The actions are `create_ticket`.'],
  ])('for %j, which is no action, is refused for good', async (action, error) => {
    await expect(deliver(request({ action }))).resolves.toMatchObject({
      status: 400,
      body: { error, retriable: false },
    });
  });

  test('that fails says so with its action', async () => {
    deps.runAction = () => Promise.reject(new ExtensionError('not_found', 'No such ticket.', { hint: 'Check it.' }));
    await expect(deliver(request())).resolves.toMatchObject({
      status: 400,
      body: { error: 'create_ticket failed (not_found): No such ticket. Check it.' },
    });
  });
});

test('what nobody foresaw is answered without detail and logged with it', async () => {
  deps.forgetOrg = () => {
    throw new TypeError('canary-detail');
  };
  const answer = await deliver({ event: { org, event_name: 'unsubscribe' } });
  expect(answer).toMatchObject({ status: 500, body: { retriable: true } });
  expect(JSON.stringify(answer)).not.toContain('canary-detail');
  expect(logger.records).toEqual([
    expect.objectContaining({ level: 'ERROR', request_id: 'req-1', stack: expect.stringContaining('canary-detail') }),
  ]);
  expect(metrics.sum('errors', { code: 'internal' })).toBe(1);
  expect(metrics.sum('requests')).toBe(1);
});

describe('of the check of a configuration the log has', () => {
  const check = (conf: unknown) => deliver({ conf_validation: { org, conf } });

  test('that it is right', async () => {
    await check({});
    expect(logger.records).toMatchObject([{ level: 'INFO', oid: 'oid-1', code: 'ok', request_id: 'req-1' }]);
  });

  test('that it is refused, and the names of what is wrong', async () => {
    await check({ default_client_id: 'canary', dedup_window_minutes: -1 });
    const wrong_fields = ['default_client_id', 'dedup_window_minutes'];
    expect(logger.records).toMatchObject([{ level: 'WARN', oid: 'oid-1', code: 'invalid_input', wrong_fields }]);
    expect(JSON.stringify(logger.records)).not.toContain('canary');
  });

  test('some names only, of many', async () => {
    await check(Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`x${index}`, 1])));
    expect(logger.records[0]?.wrong_fields).toHaveLength(30);
  });

  test('what nobody foresaw', async () => {
    deps.checkSetup = () => Promise.reject(new TypeError('canary-detail'));
    expect(JSON.stringify(await check({}))).not.toContain('canary-detail');
    const stack = expect.stringContaining('canary-detail');
    expect(logger.records).toMatchObject([{ level: 'ERROR', oid: 'oid-1', code: 'internal', stack }]);
  });
});

describe('a shut door is measured, since no action learns of it', () => {
  test('a wrong signature', async () => {
    await deliver({ heartbeat: {} }, '0'.repeat(64));
    expect(metrics.sum('refused_signatures')).toBe(1);
  });

  test('a secret that is not set up', async () => {
    deps.extensionSecret = () => Promise.reject(new ExtensionError('credentials_invalid', 'not JSON'));
    await deliver({ heartbeat: {} });
    expect(metrics.sum('errors', { code: 'credentials_invalid' })).toBe(1);
    expect(metrics.sum('requests')).toBe(1);
  });

  test.each<[string, () => Promise<unknown>, RegExp]>([
    ['is malformed', () => deliver({ request: { action: 'create_ticket' } }), /wrong or missing `request.org`/],
    ['is nested too deep', () => deliverText(`${'['.repeat(201)}${']'.repeat(201)}`), /more deeply than 200 levels/],
  ])('a message that %s, which the log knows by its size', async (_, send, reason) => {
    await send();
    expect(metrics.sum('errors', { code: 'invalid_input' })).toBe(1);
    expect(metrics.sum('requests')).toBe(1);
    const line = { level: 'WARN', code: 'invalid_input', request_id: 'req-1', reason: expect.stringMatching(reason) };
    const bytes = expect.any(Number);
    expect(logger.records).toMatchObject([{ ...line, sent_bytes: bytes, message_bytes: bytes }]);
  });

  test('a message of more than ten megabytes is logged, and not counted: nobody knows whose it is', async () => {
    const { body } = gzipped(Buffer.alloc(10 * 1024 * 1024 + 1));
    const [size, packed] = [body.length, body.toString('base64')];
    const request = { body: packed, isBase64Encoded: true, contentEncoding: 'gzip', signature: 's', requestId: 'r' };
    await expect(receive(request, deps)).resolves.toMatchObject({ status: 400, body: { retriable: false } });
    expect(metrics.sum('errors', { code: 'invalid_input' })).toBe(0);
    const reason = 'The body inflates to more than 10485760 bytes.';
    expect(logger.records).toMatchObject([{ level: 'WARN', code: 'invalid_input', sent_bytes: size, reason }]);
  });

  test('and an open one is not', async () => {
    await deliver({ heartbeat: {} });
    expect(metrics.measured).toEqual([]);
  });
});
