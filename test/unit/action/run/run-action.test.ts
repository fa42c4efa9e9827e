import { beforeEach, describe, expect, test } from '@jest/globals';
import * as v from 'valibot';
import { type ActionContext, defineAction } from '../../../../lib/action/define-action.ts';
import * as f from '../../../../lib/action/inputs/fields.ts';
import { createRecentTickets } from '../../../../lib/action/occurrences/recent-tickets.ts';
import { withMeta } from '../../../../lib/action/outputs.ts';
import { type Delivery, type RunActionDeps, runAction } from '../../../../lib/action/run/run-action.ts';
import { ExtensionError } from '../../../../lib/errors.ts';
import type { HaloApi, HaloCall } from '../../../../lib/halopsa/api.ts';
import { createMemoryStore } from '../../../../lib/ledger/memory-store.ts';
import { createTimedCache } from '../../../../lib/timed-cache.ts';
import { createMemoryLogger } from '../../../support/memory-logger.ts';
import { createMemoryMetrics, type MemoryMetrics } from '../../../support/memory-metrics.ts';
import { createTestClock } from '../../../support/test-clock.ts';

let logger: ReturnType<typeof createMemoryLogger>;
let metrics: MemoryMetrics;
let haloAskedFor: number;
let report: (call: HaloCall) => void;
const clock = createTestClock();

const deps = (): RunActionDeps => ({
  clock,
  logger,
  metrics,
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
  metrics = createMemoryMetrics();
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
      report({ kind: 'read', method: 'GET', path: '/Tickets/1', status: 200, durationMs: 10, waitedMs: 0 });
      report({ kind: 'write', method: 'POST', path: '/Tickets', status: 201, durationMs: 30, waitedMs: 5 });
      return { id: n };
    });
    await runAction(calls, { n: 7 }, delivery, deps());
    // `toEqual` passes over what is undefined, as the log does.
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
        halo_waited_ms: 5,
        halo_status: [200, 201],
        how: 'performed',
        record_id: 7,
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

  test('for a success with warnings, as a warning with their number and the names of what was ignored', async () => {
    const warns = actionThat(async ({ warn }, { n }) => {
      warn('a private text');
      return { id: n };
    });
    await runAction(warns, { n: 7, ['x'.repeat(100)]: 'a private text', teem: 'SOC' }, delivery, deps());
    const ignored_inputs = ['x'.repeat(64), 'teem'];
    expect(logger.records).toMatchObject([{ level: 'WARN', code: 'ok', warnings: 3, ignored_inputs }]);
    expect(JSON.stringify(logger.records)).not.toMatch(/private|SOC/);
    expect(metrics.sum('warnings', { action: 'count' })).toBe(3);
  });

  test('for a success that survived failures, with their codes', async () => {
    const survives = actionThat(async ({ survive }, { n }) => {
      for (const code of ['not_found', 'halo_timeout', 'not_found'] as const)
        survive(new ExtensionError(code, 'private'));
      return { id: n };
    });
    await runAction(survives, { n: 7 }, delivery, deps());
    expect(logger.records).toMatchObject([{ level: 'WARN', code: 'ok', survived: ['not_found', 'halo_timeout'] }]);
    expect(JSON.stringify(logger.records)).not.toContain('private');
  });

  test('that names ten of many ignored inputs, also for a failure', async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`x${index}`, 1]));
    await runAction(counts, many, delivery, deps()).catch(() => {});
    expect(logger.records[0]?.ignored_inputs).toHaveLength(10);
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

describe('the log line leads from the message to the ticket', () => {
  const writes = { ...counts, name: 'create_ticket', annotations: { readOnly: false, idempotent: false } };

  test('by the reference that what it wrote carries in HaloPSA', async () => {
    const sees = actionThat(async ({ reference }) => {
      expect(reference).toMatch(/^LC-/);
      logger.info('in the ticket', { reference });
      return { id: 1 };
    });
    await runAction({ ...sees, annotations: writes.annotations }, { n: 1 }, delivery, deps());
    const [inTicket, line] = logger.records;
    expect(line?.reference).toBe(inTicket?.reference);
  });

  test('which a reader, who writes nothing, has none of', async () => {
    await runAction(counts, { n: 1 }, delivery, deps());
    expect(logger.records[0]?.reference).toBeUndefined();
  });

  test.each([
    [{ n: 'x', ticket_id: 2884 }, 2884],
    [{ n: 'x', ticket_id: ' 2884 ' }, 2884],
    [{ n: 'x', ticket_id: 'the one of Mr Smith' }, undefined],
    [{ n: 'x' }, undefined],
    ['nothing like an object', undefined],
  ])('and for a failure by the ticket that was named: %j', async (raw, ticketId) => {
    await runAction(writes, raw, delivery, deps()).catch(() => {});
    expect(logger.records[0]?.ticket_id).toBe(ticketId);
    expect(logger.records[0]?.reference).toMatch(/^LC-/);
  });

  test('also where the answer is a replay', async () => {
    const theDeps = deps();
    await runAction(writes, { n: 1 }, delivery, theDeps);
    await runAction(writes, { n: 1 }, { ...delivery, requestId: 'r2' }, theDeps);
    expect(logger.records.map(({ how, record_id, reference }) => ({ how, record_id, reference }))).toEqual([
      { how: 'performed', record_id: 1, reference: expect.any(String) },
      { how: 'replayed', record_id: 1, reference: logger.records[0]?.reference },
    ]);
  });
});

describe('the metrics get', () => {
  test('a success as a request', async () => {
    await runAction(counts, { n: 1 }, delivery, deps());
    expect(metrics.sum('requests', { action: 'count' })).toBe(1);
    expect(metrics.sum('errors')).toBe(0);
  });

  test('a failure as a request and as an error of its code', async () => {
    await runAction(counts, { n: 'x' }, delivery, deps()).catch(() => {});
    expect(metrics.sum('requests', { action: 'count' })).toBe(1);
    expect(metrics.sum('errors', { code: 'invalid_input', action: 'count' })).toBe(1);
  });

  test('nothing of the org or the message', async () => {
    await runAction(counts, { n: 1 }, { ...delivery, oid: 'an-org', idempotencyKey: 'a-key' }, deps());
    expect(JSON.stringify(metrics.measured)).not.toMatch(/an-org|a-key/);
  });
});
