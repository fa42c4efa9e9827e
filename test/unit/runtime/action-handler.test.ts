import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import lookup from '../../../functions/lookup_client_site/action.ts';
import { createActionHandler } from '../../../lib/runtime/action-handler.ts';
import { OTHER_OID, startTestExtension, type TestExtension } from '../../support/extension.ts';
import { lambdaContext, lambdaEvent, type TestRequest } from '../../support/lambda-event.ts';

let extension: TestExtension;
beforeEach(async () => {
  extension = await startTestExtension();
});
afterEach(() => extension.close());

async function call(more: Partial<TestRequest> = {}, deps = () => extension.deps) {
  const handler = createActionHandler(lookup, deps) as unknown as (
    event: unknown,
    context: unknown,
  ) => Promise<APIGatewayProxyStructuredResultV2>;
  const { statusCode, headers, body } = await handler(
    lambdaEvent({ path: '/actions/lookup_client_site', ...more }),
    lambdaContext(),
  );
  return { statusCode, headers, body: JSON.parse(body ?? '') };
}

describe('the input is the body', () => {
  test('as JSON', async () => {
    await expect(call({ body: '{"type":"client","search":"north"}' })).resolves.toMatchObject({
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      body: { record_count: 1 },
    });
  });

  test('as JSON in base64', async () => {
    await expect(call({ body: Buffer.from('{"type":"site"}') })).resolves.toMatchObject({ statusCode: 200 });
  });

  test.each([undefined, '', ' \n'])('where it is %j there is none, and what is required is missing', async (body) => {
    await expect(call({ body })).resolves.toMatchObject({
      statusCode: 400,
      body: { code: 'invalid_input', errors: [{ field: 'type', received: 'nothing' }] },
    });
  });

  test('after a byte order mark, plain or in base64', async () => {
    const body = '\uFEFF{"type":"site"}';
    await expect(call({ body })).resolves.toMatchObject({ statusCode: 200 });
    await expect(call({ body: Buffer.from(body) })).resolves.toMatchObject({ statusCode: 200 });
  });

  test.each([
    ['{', '"{"'],
    ['type=client', '"type=client"'],
    ['\uFEFF\uFEFF{}', '"\uFEFF\uFEFF{}"'],
  ])('where it is not JSON, that is said, and what came: %j', async (body, received) => {
    await expect(call({ body })).resolves.toMatchObject({
      statusCode: 400,
      headers: { 'content-type': 'application/problem+json' },
      body: { detail: 'The body is not JSON.', errors: [{ field: '(body)', received }] },
    });
  });

  test('where it is nested too deeply, that is said, and no more than a line of it', async () => {
    await expect(call({ body: '['.repeat(10_000) + ']'.repeat(10_000) })).resolves.toMatchObject({
      statusCode: 400,
      body: {
        detail: 'The body is nested more deeply than 200 levels.',
        errors: [{ field: '(body)', received: expect.stringMatching(/^"\[{79}… \(20002 characters\)$/) }],
      },
    });
  });

  test.each(['null', '[]', '7', '"client"'])('where it is %s, an object is asked for', async (body) => {
    await expect(call({ body })).resolves.toMatchObject({
      statusCode: 400,
      body: { errors: [{ expected: 'an object' }] },
    });
  });
});

describe('the org', () => {
  test('is the header’s', async () => {
    await expect(
      call({ body: '{"type":"client"}', headers: { 'x-limacharlie-oid': ` ${OTHER_OID} ` } }),
    ).resolves.toMatchObject({ statusCode: 403, body: { detail: expect.stringContaining(OTHER_OID) } });
  });

  test.each([undefined, '', ' '])('is the default where the header is %j', async (oid) => {
    const headers: Record<string, string> = oid === undefined ? {} : { 'x-limacharlie-oid': oid };
    await expect(call({ body: '{"type":"client"}', headers })).resolves.toMatchObject({ statusCode: 200 });
  });

  test.each(['a b', '"', 'x'.repeat(129), '\u00e9'])('can not be %j', async (oid) => {
    await expect(call({ body: '{"type":"client"}', headers: { 'x-limacharlie-oid': oid } })).resolves.toMatchObject({
      statusCode: 400,
      body: { code: 'invalid_input', errors: [{ field: 'x-limacharlie-oid', received: `${oid.length} characters` }] },
    });
  });

  test('must be named where there is no default', async () => {
    await extension.close();
    extension = await startTestExtension({ env: { DEFAULT_OID: '' } });
    await expect(call({ body: '{"type":"client"}' })).resolves.toMatchObject({
      statusCode: 400,
      body: { code: 'invalid_input', errors: [{ field: 'x-limacharlie-oid' }] },
    });
    expect(extension.logs).toMatchObject([{ code: 'invalid_input', wrong_fields: ['x-limacharlie-oid'] }]);
    const action = 'lookup_client_site';
    expect(extension.metrics.sum('errors', { code: 'invalid_input', action })).toBe(1);
    expect(extension.metrics.sum('requests', { action })).toBe(1);
  });
});

test('another name under /actions/ is no action, and the whole name is not repeated', async () => {
  const answer = await call({ pathParameters: { action: 'x'.repeat(5_000) }, body: '{}' });
  expect(answer).toMatchObject({ statusCode: 404, body: { code: 'unknown_action', retriable: false } });
  expect(answer.body.detail.length).toBeLessThan(200);
  expect(extension.logs).toMatchObject([{ code: 'unknown_action', asked: expect.stringMatching(/^x{1,200}$/) }]);
  expect(extension.metrics.sum('requests')).toBe(1);
  expect(extension.metrics.sum('requests', { action: 'lookup_client_site' })).toBe(0);
});

test.each([
  ['creat_ticket', 'Did you mean `create_ticket`?'],
  ['link_asset_to_tickets', 'Did you mean `link_asset_to_ticket`?'],
  // One that does something else is not what was meant.
  ['close_ticket', expect.stringMatching(/^The actions are /)],
  ['get_ticket', expect.stringMatching(/^The actions are /)],
  ['delete_ticket', expect.stringMatching(/^The actions are /)],
  ['zzz', expect.stringMatching(/^The actions are `add_action`, `create_ticket`, .*`update_ticket`\.$/)],
])('%s is no action, and the caller is told what is', async (action, hint) => {
  await expect(call({ pathParameters: { action }, body: '{}' })).resolves.toMatchObject({ body: { hint } });
});

test('what nobody foresaw is answered without detail, logged with it, and counted as a run that failed', async () => {
  const log = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const answer = await call({ body: '{}' }, () => ({
    ...extension.deps,
    get env(): never {
      throw new TypeError('canary');
    },
  }));
  expect(answer).toMatchObject({ statusCode: 500, body: { code: 'internal', request_id: expect.any(String) } });
  expect(JSON.stringify(answer)).not.toContain('canary');
  expect(log).toHaveBeenCalledWith(expect.stringContaining('canary'), expect.anything());
  log.mockRestore();
  expect(extension.metrics.sum('errors', { code: 'internal' })).toBe(1);
  expect(extension.metrics.sum('requests')).toBe(1);
});

test('a process that can’t be set up ends the invocation, which Lambda counts as an error', async () => {
  const failing = call({ body: '{}' }, () => {
    throw new Error('SECRET_PREFIX is missing');
  });
  await expect(failing).rejects.toThrow('SECRET_PREFIX is missing');
});
