import { afterEach, describe, expect, test } from '@jest/globals';
import lookup from '../../functions/lookup_client_site/action.ts';
import { FAILURES } from '../../lib/errors.ts';
import { createActionHandler } from '../../lib/runtime/action-handler.ts';
import { OID, startTestExtension, type TestExtension } from '../support/extension.ts';
import { lambdaContext, lambdaEvent } from '../support/lambda-event.ts';
import { FINAL_CLAUSES } from './failure-clauses/final.ts';
import { RETRIABLE_CLAUSES } from './failure-clauses/retriable.ts';

/** The contract test has one case of each code; here is every clause of the table, down to its words. */
let extension: TestExtension;
afterEach(() => extension.close());

describe.each([...FINAL_CLAUSES, ...RETRIABLE_CLAUSES])(
  '$code, where $when',
  ({ code, action, input, options, oid, prepare, says }) => {
    const { status, retriable, title } = FAILURES[code];

    test('through the direct door', async () => {
      extension = await startTestExtension(options);
      await prepare?.(extension);
      const answer = await extension.direct(action, input, { 'x-limacharlie-oid': oid ?? OID });
      expect(answer).toMatchObject({
        status,
        headers: { 'content-type': 'application/problem+json' },
        body: { type: `urn:limacharlie-halopsa:problem:${code}`, title, status, code, retriable },
      });
      expect(`${answer.body.detail} ${answer.body.hint}`).toMatch(says);
      if (code === 'rate_limited') expect(answer.headers['retry-after']).toMatch(/^[1-9]\d*$/);
      if (code === 'halo_rejected')
        expect(answer.body.halo).toMatchObject({ status: 400, message: expect.any(String) });
    });

    test('through LimaCharlie’s', async () => {
      extension = await startTestExtension(options);
      await prepare?.(extension);
      const answer = await extension.request(action, input, { oid });
      expect(answer).toMatchObject({ status: retriable ? 500 : 400, body: { retriable } });
      expect(answer.body.error).toMatch(new RegExp(`^${action} failed \\(${code}\\): `));
      expect(answer.body.error).toMatch(says);
      if (code === 'rate_limited')
        expect(answer.body.error).toMatch(/(Retry after|Send it again in) [1-9]\d* seconds\./);
    });
  },
);

describe('unknown_action', () => {
  test('through the direct door, where the route for every other name leads', async () => {
    extension = await startTestExtension();
    const handler = createActionHandler(lookup, () => extension.deps) as unknown as (
      event: unknown,
      context: unknown,
    ) => Promise<{ statusCode: number; body: string }>;
    const event = lambdaEvent({
      path: '/actions/close_ticket',
      pathParameters: { action: 'close_ticket' },
      body: '{}',
    });
    const answer = await handler(event, lambdaContext());
    expect(answer.statusCode).toBe(404);
    expect(JSON.parse(answer.body)).toMatchObject({
      code: 'unknown_action',
      retriable: false,
      hint: expect.any(String),
    });
  });

  test('through LimaCharlie’s', async () => {
    extension = await startTestExtension();
    await expect(extension.request('close_ticket', {})).resolves.toMatchObject({
      status: 400,
      body: { error: expect.stringMatching(/^unknown request action: close_ticket/), retriable: false },
    });
  });
});

describe('internal, where our own code fails,', () => {
  const canary = 'canary-of-the-cause';
  const start = () =>
    startTestExtension({
      random: () => {
        throw new RangeError(canary);
      },
    });

  test.each(['direct', 'request'] as const)(
    'tells the caller nothing of the cause, and the log everything (%s)',
    async (door) => {
      extension = await start();
      const answer = await extension[door]('search_tickets', {});
      expect(answer.status).toBe(500);
      expect(answer.text).not.toMatch(/canary|RangeError|\.ts/);
      expect(extension.logs).toEqual([
        expect.objectContaining({ level: 'ERROR', code: 'internal', stack: expect.stringContaining(canary) }),
      ]);
    },
  );
});
