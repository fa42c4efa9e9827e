import { describe, expect, test } from '@jest/globals';
import { measureRun } from '../../../../lib/action/run/measure-run.ts';
import type { ResultFacts } from '../../../../lib/action/run/result-facts.ts';
import type { HaloCall } from '../../../../lib/halopsa/api.ts';

const facts = (more: Partial<ResultFacts>): ResultFacts => ({
  how: 'performed',
  deduplicated: undefined,
  occurrences: undefined,
  record_id: 1,
  ticket_id: 1,
  warnings: undefined,
  ...more,
});
const call = (more: Partial<HaloCall>): HaloCall => ({
  kind: 'read',
  method: 'GET',
  path: '/Tickets/1',
  status: 200,
  durationMs: 10,
  waitedMs: 0,
  ...more,
});
const measure = (outcome: ResultFacts | 'credentials_invalid', calls: HaloCall[] = []) =>
  measureRun({ action: 'create_ticket', durationMs: 40, calls, outcome });

test('a run is one request of its action, with its time', () => {
  const [run, ...more] = measure(facts({}));
  expect(more).toEqual([]);
  expect(run).toMatchObject({ dimensions: { action: 'create_ticket' }, values: { requests: 1, duration_ms: 40 } });
});

describe('how a result came about is counted', () => {
  test.each<[string, Partial<ResultFacts>, Record<string, number>]>([
    ['performed', {}, {}],
    ['replayed', { how: 'replayed' }, { ledger_replays: 1 }],
    ['reconciled', { how: 'reconciled' }, { ledger_reconciliations: 1 }],
    ['deduplicated', { deduplicated: true, occurrences: 2 }, { dedups: 1 }],
    ['the first of its dedup key', { deduplicated: false, occurrences: 1 }, {}],
    [
      'a deduplicated one replayed: counted then, not again',
      { how: 'replayed', deduplicated: true },
      { ledger_replays: 1 },
    ],
    ['a dry run', { how: 'dry_run' }, {}],
    ['with warnings', { warnings: 2 }, { warnings: 2 }],
    ['with warnings, replayed', { how: 'replayed', warnings: 2 }, { ledger_replays: 1 }],
  ])('%s', (_, more, counted) => {
    const { requests, duration_ms, halo_latency_ms, rate_limit_waits, rate_limit_wait_ms, ...rest } =
      measure(facts(more))[0]?.values ?? {};
    expect(rest).toEqual(counted);
  });
});

test('a failure is counted by its code, and within that by action', () => {
  const [run, failure] = measure('credentials_invalid');
  expect(run?.values.requests).toBe(1);
  expect(Object.entries(failure?.dimensions ?? {})).toEqual([
    ['code', 'credentials_invalid'],
    ['action', 'create_ticket'],
  ]);
  expect(failure?.values).toEqual({ errors: 1 });
});

describe('calls to HaloPSA', () => {
  const calls = [
    call({ durationMs: 10 }),
    call({ durationMs: 20, status: 429 }),
    call({ durationMs: 30, waitedMs: 2_000 }),
    call({ durationMs: 40, status: 'timeout' }),
  ];
  const [run, ...statuses] = measure(facts({}), calls);

  test('give one latency each', () => {
    expect(run?.values.halo_latency_ms).toEqual([10, 20, 30, 40]);
  });

  test('are counted by status, or by what became of them without one', () => {
    expect(statuses).toEqual([
      { dimensions: { halo_status: '200' }, values: { halo_calls: 2 } },
      { dimensions: { halo_status: '429' }, values: { halo_calls: 1 } },
      { dimensions: { halo_status: 'timeout' }, values: { halo_calls: 1 } },
    ]);
  });

  test('that were held back by a limit count as waits, with how long', () => {
    expect(run?.values).toMatchObject({ rate_limit_waits: [1], rate_limit_wait_ms: [2_000] });
  });
});
