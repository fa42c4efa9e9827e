import { afterEach, describe, expect, test } from '@jest/globals';
import { SIMULATOR_CREDENTIALS } from '../../infra/local/halopsa-simulator/index.ts';
import { FAILURES } from '../../lib/errors.ts';
import { OID, SHARED_SECRET, startTestExtension, type TestExtension } from '../support/extension.ts';
import { FAILURE_CASES } from './failure-cases.ts';

test('each failure but the unknown action, which has no route of its own here, has its case', () => {
  const covered = new Set(['unknown_action', ...FAILURE_CASES.map(({ code }) => code)]);
  expect([...covered].toSorted()).toEqual(Object.keys(FAILURES).toSorted());
});

let extension: TestExtension;

/** No credential of any kind, no stack, and of a defect no detail. */
function expectNoLeak(text: string): void {
  const { client_secret } = SIMULATOR_CREDENTIALS;
  for (const secret of [client_secret, 'a-secret-that-is-wrong', SHARED_SECRET, 'eyJ', 'the detail', '.ts:'])
    expect(text).not.toContain(secret);
  for (const { access_token } of extension.halo.state.tokens) expect(text).not.toContain(access_token);
}

describe('a failure', () => {
  afterEach(() => extension.close());

  describe.each(FAILURE_CASES)(
    '$code, where $when',
    ({ code, status, retriable, action, input, options, oid, prepare }) => {
      test(`is ${status} for a direct caller, as problem+json`, async () => {
        extension = await startTestExtension(options);
        await prepare?.(extension);
        const answer = await extension.direct(action, input, { 'x-limacharlie-oid': oid ?? OID });
        expect(answer.status).toBe(status);
        expect(answer.headers['content-type']).toBe('application/problem+json');
        expect(answer.body).toMatchObject({
          type: expect.stringContaining(code),
          title: expect.any(String),
          status,
          detail: expect.any(String),
          code,
          retriable,
          hint: expect.any(String),
          request_id: expect.any(String),
        });
        if (code === 'rate_limited') expect(answer.headers['retry-after']).toBe('60');
        expectNoLeak(answer.text);
      });

      test(`is ${retriable ? 500 : 400} for LimaCharlie, in one sentence with action and cause`, async () => {
        extension = await startTestExtension(options);
        await prepare?.(extension);
        const answer = await extension.request(action, input, { oid });
        expect(answer.status).toBe(retriable ? 500 : 400);
        expect(answer.body).toEqual({
          version: 20221218,
          error: expect.stringContaining(`${action} failed (${code})`),
          retriable,
        });
        expectNoLeak(answer.text);
      });
    },
  );

  test('an unknown action is refused for good, with the nearest name', async () => {
    extension = await startTestExtension();
    const { status, body } = await extension.request('create_tickets', {});
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: expect.stringContaining('Did you mean `create_ticket`?'), retriable: false });
  });

  test('a body that is no JSON is wrong input', async () => {
    extension = await startTestExtension();
    const { status, body } = await extension.direct('create_ticket', '{ summary: ');
    expect([status, body.code]).toEqual([400, 'invalid_input']);
    expect(extension.halo.calls.all).toEqual([]);
  });
});
