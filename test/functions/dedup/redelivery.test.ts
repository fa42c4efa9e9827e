import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FaultRule } from '../../../infra/local/halopsa-simulator/index.ts';
import { apiCalls } from '../../support/halo-calls.ts';
import {
  countIn,
  hand,
  MINUTE_MS,
  seenNotes,
  shortestPauseMs,
  startTimedExtension,
  type TimedExtension,
} from '../../support/occurrences.ts';
import { dieAt, unreachable, type WatchedStore, watchStore } from '../../support/watched-store.ts';

/** Longer than any lease. */
const LATER_MS = 28_000;

const ACTIONS: Record<string, Record<string, unknown>> = {
  create_ticket: { summary: 'Credential dump', client_id: 12, dedup_key: 'k' },
  report_detection: { cat: 'Credential dump', hostname: 'WS-042', sid: 's-1', client_id: 12 },
};

/** What a delivery can do: open the ticket, count on it, or open another since it is closed. */
const SITUATIONS = {
  'that opens the ticket': { before: 0, tickets: 1, isClosed: false },
  'that is seen again': { before: 1, tickets: 1, isClosed: false },
  'whose ticket is closed': { before: 1, tickets: 2, isClosed: true },
};

const cases = Object.keys(ACTIONS).flatMap((action) =>
  Object.entries(SITUATIONS).map(([situation, facts]) => ({ action, situation, ...facts })),
);

let store: WatchedStore;
let extension: TimedExtension;
beforeEach(async () => {
  store = watchStore();
  extension = await startTimedExtension({ store });
});
afterEach(() => extension.close());

const wait = () => extension.clock.advance(LATER_MS);
const tickets = () => extension.halo.state.tickets;

async function prepare(action: string, before: number, isClosed: boolean): Promise<void> {
  for (let i = 0; i < before; i++) await hand(extension, action, ACTIONS[action] as object as Record<string, unknown>);
  if (isClosed) Object.assign(tickets()[0] as object, { hasbeenclosed: true });
  store.calls.length = 0;
  extension.halo.calls.clear();
}

const deliver = (action: string, key: string) =>
  hand(extension, action, ACTIONS[action] as Record<string, unknown>, { idempotencyKey: key });

/** As LimaCharlie does, which then didn't get the answer and delivers it once more. */
async function deliverUntilAnswered(action: string, key: string): Promise<void> {
  for (let attempt = 0, answers = 0; attempt < 8; attempt++) {
    const answer = await deliver(action, key).catch(() => undefined);
    if (answer !== undefined && ++answers === 2) return;
    wait();
  }
  throw new Error('It was not answered twice.');
}

/** Whatever happened: so many tickets, each message counted once, the last note right, and no two notes in a minute. */
function expectExact(ticketCount: number, count: number): void {
  expect(tickets()).toHaveLength(ticketCount);
  const ticketId = tickets().at(-1)?.id ?? 0;
  expect(countIn(seenNotes(extension, ticketId).at(-1)?.note)).toBe(count);
  expect(shortestPauseMs(extension)).toBeGreaterThanOrEqual(MINUTE_MS);
}

describe.each(cases)('$action, by a message $situation', ({ action, before, tickets: ticketCount, isClosed }) => {
  /** The occurrences on the last ticket when one more has come after the message in question. */
  const total = isClosed ? 2 : before + 2;

  async function countCalls(): Promise<{ ofStore: number; ofHalo: number }> {
    await prepare(action, before, isClosed);
    await deliver(action, 'clean');
    return { ofStore: store.calls.length, ofHalo: apiCalls(extension).length };
  }

  async function startAnew(): Promise<void> {
    await extension.close();
    store = watchStore();
    extension = await startTimedExtension({ store });
    await prepare(action, before, isClosed);
  }

  test.each(['before', 'after'] as const)('survives its process, which dies %s any call of the table', async (when) => {
    const { ofStore } = await countCalls();
    for (let step = 0; step < ofStore; step++) {
      await startAnew();
      await dieAt(store, step, when, () => deliver(action, 'one'));
      wait();
      await deliverUntilAnswered(action, 'one');
      await deliverUntilAnswered(action, 'two');
      expectExact(ticketCount, total);
    }
  });

  test.each(['before', 'after'] as const)(
    'survives its process, which dies %s any call of the table, and another message comes first',
    async (when) => {
      const { ofStore } = await countCalls();
      for (let step = 0; step < ofStore; step++) {
        await startAnew();
        await dieAt(store, step, when, () => deliver(action, 'one'));
        await deliverUntilAnswered(action, 'two');
        wait();
        await deliverUntilAnswered(action, 'one');
        expectExact(ticketCount, total);
      }
    },
  );

  test.each(['before', 'after'] as const)(
    'survives a table that can not be reached (%s it heard), at any call',
    async (when) => {
      const { ofStore } = await countCalls();
      for (let step = 0; step < ofStore; step++) {
        await startAnew();
        store[when] = () => store.calls.length === step + 1 && unreachable();
        await deliverUntilAnswered(action, 'one');
        store[when] = () => {};
        wait();
        await deliverUntilAnswered(action, 'two');
        expectExact(ticketCount, total);
      }
    },
  );

  test.each<FaultRule>([
    { kind: 'reset-before' },
    { kind: 'reset-after-commit' },
    { kind: 'status', status: 500, body: '' },
    { kind: 'status', status: 502, body: '', when: 'after-commit' },
    { kind: 'html', status: 200, when: 'after-commit' },
    { kind: 'truncated' },
    { kind: '429' },
  ])('survives HaloPSA at any call: %j', async (fault) => {
    const { ofHalo } = await countCalls();
    for (let step = 0; step < ofHalo; step++) {
      await startAnew();
      extension.halo.faults.add({ ...fault, match: { path: /^\/api\// }, skip: step, times: 1 });
      await deliverUntilAnswered(action, 'one');
      extension.halo.faults.clear();
      wait();
      await deliverUntilAnswered(action, 'two');
      expectExact(ticketCount, total);
    }
  });
});
