import { beforeEach, describe, expect, test } from '@jest/globals';
import * as v from 'valibot';
import { type ActionContext, defineAction } from '../../../lib/action/define-action.ts';
import * as f from '../../../lib/action/fields.ts';
import { createRecentTickets } from '../../../lib/action/occurrences/recent-tickets.ts';
import { type Delivery, type RunActionDeps, runAction } from '../../../lib/action/run-action.ts';
import { withMeta } from '../../../lib/action/shared-outputs.ts';
import { ExtensionError } from '../../../lib/errors.ts';
import type { HaloApi, HaloCall } from '../../../lib/halopsa/api.ts';
import { createMemoryStore } from '../../../lib/ledger/memory-store.ts';
import { createTimedCache } from '../../../lib/timed-cache.ts';
import { createMemoryLogger } from '../../support/memory-logger.ts';
import { createTestClock } from '../../support/test-clock.ts';

let logger: ReturnType<typeof createMemoryLogger>;
let haloAskedFor: number;
let report: (call: HaloCall) => void;
const clock = createTestClock();

const deps = (): RunActionDeps => ({
  clock,
  logger,
  random: () => 0,
  ledger: { store: createMemoryStore(), retentionMs: 60_000 },
  instanceOf: async () => 'https://halo.example',
  viewOf: async () => 'https://halo.example',
  checkConnection: () => Promise.reject(new Error('not asked here')),
  policyOf: async () => ({ allowedClientIds: undefined, defaults: {} }),
  lookups: createTimedCache({ clock, maxAgeMs: 0, maxEntries: 1 }),
  recentTickets: createRecentTickets(clock),
  haloFor(_delivery, view) {
    haloAskedFor += 1;
    report = view.onCall;
    return {} as HaloApi;
  },
});

const delivery: Delivery = { oid: 'o', requestId: 'r', idempotencyKey: 'k', config: {}, deadlineAtMs: 25_000 };

const numberField = (orgDefault?: string) => f.integer({ label: 'N', description: 'A number.', orgDefault });

/** An action that reads one number and does as told. */
const actionThat = (run: (context: ActionContext, input: { n: number }) => Promise<{ id: number }>) =>
  defineAction({
    name: 'count',
    title: 'Count',
    summary: 'Counts.',
    description: 'Counts.',
    annotations: { readOnly: true, idempotent: true },
    messages: { inProgress: '', success: '', error: '' },
    input: v.object({ n: numberField('default_team') }),
    output: withMeta({ id: v.number() }),
    examples: [],
    run,
  });

const counts = actionThat(async (_, { n }) => ({ id: n }));

beforeEach(() => {
  logger = createMemoryLogger();
  haloAskedFor = 0;
});

describe('a result', () => {
  test("is the action's own where nothing is to be said about it", async () => {
    expect(await runAction(counts, { n: '7' }, delivery, deps())).toEqual({ id: 7 });
  });

  test('carries warnings of the input before those of the action', async () => {
    const warns = actionThat(async ({ warn }, { n }) => {
      warn('guessed');
      return { id: n };
    });
    const { _meta } = await runAction(warns, { n: 7, m: 1 }, delivery, deps());
    expect(_meta).toEqual({ warnings: [expect.stringContaining('`m`'), 'guessed'] });
  });

  test("says which inputs came from the org's configuration", async () => {
    const result = await runAction(counts, {}, { ...delivery, config: { default_team: '5' } }, deps());
    expect(result).toEqual({ id: 5, _meta: { defaults: { n: '5' } } });
  });
});

describe('a failure', () => {
  test('of the input comes before HaloPSA is even thought of', async () => {
    await expect(runAction(counts, { n: 'x' }, delivery, deps())).rejects.toMatchObject({ code: 'invalid_input' });
    expect(haloAskedFor).toBe(0);
  });

  test('of ours is thrown as it is', async () => {
    const error = new ExtensionError('not_found', 'no such ticket');
    const fails = actionThat(() => Promise.reject(error));
    await expect(runAction(fails, { n: 1 }, delivery, deps())).rejects.toBe(error);
  });

  test('of any other kind becomes internal, without detail', async () => {
    const fails = actionThat(async () => {
      throw new TypeError('undefined is not a function');
    });
    await expect(runAction(fails, { n: 1 }, delivery, deps())).rejects.toMatchObject({
      name: 'ExtensionError',
      code: 'internal',
      message: 'An unexpected error occurred.',
    });
  });
});

describe('the log gets one line', () => {
  test('for a success, with ids, calls and timings', async () => {
    const calls = actionThat(async (_, { n }) => {
      clock.advance(40);
      report({ kind: 'read', method: 'GET', path: '/Tickets/1', status: 200, durationMs: 10 });
      report({ kind: 'write', method: 'POST', path: '/Tickets', status: 201, durationMs: 30 });
      return { id: n };
    });
    await runAction(calls, { n: 7 }, delivery, deps());
    expect(logger.records).toEqual([
      {
        level: 'INFO',
        message: 'action succeeded',
        request_id: 'r',
        oid: 'o',
        action: 'count',
        idempotency_key: 'k',
        code: 'ok',
        duration_ms: 40,
        halo_calls: 2,
        halo_ms: 40,
        halo_status: [200, 201],
        record_id: 7,
        ticket_id: undefined,
      },
    ]);
  });

  test('for wrong input, with the names of the fields and not their values', async () => {
    await runAction(counts, { n: 'a private text' }, delivery, deps()).catch(() => {});
    expect(logger.records).toMatchObject([
      { level: 'WARN', message: 'action failed', code: 'invalid_input', retriable: false, wrong_fields: ['n'] },
    ]);
    expect(JSON.stringify(logger.records)).not.toContain('private');
  });

  test('for a defect, as an error with its stack', async () => {
    const fails = actionThat(() => Promise.reject(new TypeError('odd')));
    await runAction(fails, { n: 1 }, delivery, deps()).catch(() => {});
    expect(logger.records).toMatchObject([
      { level: 'ERROR', code: 'internal', retriable: true, stack: expect.stringContaining('TypeError: odd') },
    ]);
  });

  test('for a refusal of HaloPSA, as a warning without a stack', async () => {
    const fails = actionThat(() => Promise.reject(new ExtensionError('halo_rejected', 'no')));
    await runAction(fails, { n: 1 }, delivery, deps()).catch(() => {});
    expect(logger.records[0]).toMatchObject({ level: 'WARN', code: 'halo_rejected' });
    expect(logger.records[0]).not.toHaveProperty('stack');
  });
});
