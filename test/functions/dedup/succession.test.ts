import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createMemoryStore } from '../../../lib/ledger/memory-store.ts';
import {
  countIn,
  hand,
  MINUTE_MS,
  seenNotes,
  startTimedExtension,
  type TimedExtension,
} from '../../support/occurrences.ts';
import { dieAt, type WatchedStore, watchStore } from '../../support/watched-store.ts';

const DAY_MS = 24 * 60 * MINUTE_MS;
const ACTIONS = {
  create_ticket: { summary: 'Credential dump', client_id: 12, dedup_key: 'k' },
  report_detection: { cat: 'Credential dump', sid: 's-1', client_id: 12 },
};
type ActionName = keyof typeof ACTIONS;

let items: ReturnType<typeof createMemoryStore>['items'];
let store: WatchedStore;
let extension: TimedExtension;
async function start(): Promise<void> {
  const table = createMemoryStore();
  items = table.items;
  store = watchStore(table);
  extension = await startTimedExtension({ store });
}
beforeEach(start);
afterEach(() => extension.close());

const tickets = () => extension.halo.state.tickets;
const deliver = (key: string, action: ActionName = 'create_ticket', more = {}) =>
  hand(extension, action, { ...ACTIONS[action], ...more }, { idempotencyKey: key });
const close = () => Object.assign(tickets().at(-1) as object, { hasbeenclosed: true });
/** The last count on each ticket; a ticket without a note was seen once. */
const counts = () => tickets().map(({ id }) => countIn(seenNotes(extension, id).at(-1)?.note ?? 'Seen 1 times'));

/** `one` is counted on the key's open ticket, and its note breaks off. */
async function breakOff(action: ActionName = 'create_ticket'): Promise<void> {
  extension.halo.faults.add({ kind: 'reset-after-commit', match: { method: 'POST', path: '/api/actions' } });
  await expect(deliver('one', action)).rejects.toMatchObject({ retriable: true });
  extension.clock.advance(MINUTE_MS);
}

/** An analyst ends the key's ticket, and the next message opens another; so many times. */
async function succeed(times: number, action: ActionName = 'create_ticket'): Promise<void> {
  for (let nth = 0; nth < times; nth++) {
    close();
    await deliver(`successor-${tickets().length}`, action);
  }
}

describe.each(Object.keys(ACTIONS) as ActionName[])('a message for %s whose note broke off', (action) => {
  test.each([1, 2, 3, 10])('is counted on its ticket alone when %i further tickets came before it', async (times) => {
    await deliver('first', action);
    await breakOff(action);
    await succeed(times, action);
    await deliver('one', action);
    expect(counts()).toEqual([2, ...Array(times).fill(1)]);
    await deliver('next', action);
    expect(counts()).toEqual([2, ...Array(times - 1).fill(1), 2]);
  });

  test('is counted on its ticket alone when the next one was refused, which the next message then opens', async () => {
    await deliver('first', action);
    await breakOff(action);
    await succeed(1, action);
    close();
    await expect(deliver('refused', action, { tickettype_id: 3 })).rejects.toMatchObject({ retriable: false });
    await deliver('one', action);
    expect(counts()).toEqual([2, 1]);
    await deliver('next', action);
    expect(counts()).toEqual([2, 1, 1]);
    expect(tickets().at(-1)?.details).toContain('Previous ticket for the same problem: #2885');
  });
});

describe('a message whose note broke off', () => {
  beforeEach(() => deliver('first'));

  test('on a ticket in the middle is counted on that alone', async () => {
    await succeed(1);
    await breakOff();
    await succeed(2);
    expect(await deliver('one')).toMatchObject({ id: 2885, _meta: { deduplicated: true, occurrences: 2 } });
    expect(counts()).toEqual([1, 2, 1, 1]);
  });

  test('is counted on its ticket alone where that and the next were deleted', async () => {
    await breakOff();
    for (let nth = 0; nth < 2; nth++) {
      Object.assign(tickets().at(-1) as object, { deleted: true });
      await deliver(`successor-${nth}`);
    }
    await deliver('one');
    expect(counts()).toEqual([2, 1, 1]);
  });

  test('is counted on its ticket alone when the ticket of a message that died came to light meanwhile', async () => {
    await breakOff();
    await succeed(1);
    close();
    extension.halo.faults.add({ kind: 'reset-after-commit', match: { method: 'POST', path: '/api/tickets' } });
    extension.halo.faults.add({ kind: '429', match: { method: 'GET', path: /^\/api\/tickets$/i }, times: 3 });
    await expect(deliver('lost')).rejects.toMatchObject({ retriable: true });
    extension.halo.faults.clear();
    extension.clock.advance(MINUTE_MS);
    await deliver('one');
    expect(counts()).toEqual([2, 1, 1]);
  });

  test('leaves the key to others when its ticket can not be read', async () => {
    await breakOff();
    close();
    await expect(deliver('refused', 'create_ticket', { tickettype_id: 3 })).rejects.toMatchObject({ retriable: false });
    extension.halo.faults.add({ kind: 'status', status: 500, body: '', match: { path: '/api/tickets/2884' } });
    await expect(deliver('one')).rejects.toMatchObject({ retriable: true });
    await deliver('next');
    await deliver('one');
    expect(counts()).toEqual([2, 1]);
  });

  test('comes again within the day that it is known for, however late', async () => {
    await breakOff();
    await succeed(2);
    extension.clock.advance(DAY_MS - 2 * MINUTE_MS);
    await deliver('one');
    expect(counts()).toEqual([2, 1, 1]);
  });

  test('is found on the ticket before in a table that an older version has filled', async () => {
    await breakOff();
    await succeed(1);
    for (const item of items.values()) delete (item as Partial<typeof item>).earlierIds;
    await deliver('one');
    expect(counts()).toEqual([2, 1]);
  });

  test('before more further tickets than are looked at is counted once more: the limit that the documents state', async () => {
    await breakOff();
    await succeed(11);
    await deliver('one');
    expect(counts()).toEqual([2, ...Array(10).fill(1), 2]);
  });
});

/** What happens before it comes again, and the counts once another has come after it. */
const MEANWHILE: Record<string, { happens: () => Promise<unknown>; expected: number[] }> = {
  'two further tickets were opened': { happens: () => succeed(2), expected: [2, 1, 2] },
  'one was opened and another was refused': {
    async happens() {
      await succeed(1);
      close();
      await deliver('refused', 'create_ticket', { tickettype_id: 3 }).catch(() => {});
    },
    expected: [2, 1, 1],
  },
};

describe.each(Object.entries(MEANWHILE))('a message that comes again when %s', (_, { happens, expected }) => {
  async function prepare(): Promise<void> {
    await deliver('first');
    await breakOff();
    await happens();
    store.calls.length = 0;
  }

  test.each(['before', 'after'] as const)(
    'is counted once though its process dies %s any call of the table',
    async (when) => {
      await prepare();
      await deliver('one');
      const steps = store.calls.length;
      expect(steps).toBeGreaterThan(8);
      for (let step = 0; step < steps; step++) {
        await extension.close();
        await start();
        await prepare();
        await dieAt(store, step, when, () => deliver('one'));
        extension.clock.advance(MINUTE_MS);
        await deliver('one');
        await deliver('next');
        expect(counts()).toEqual(expected);
      }
    },
  );
});

describe('a new message reads the table', () => {
  /** The counters that it asks for, in turn. */
  async function countersRead(): Promise<string[]> {
    store.calls.length = 0;
    await deliver(`new-${tickets().length}`);
    const known = store.calls.findIndex(({ operation }) => operation === 'count');
    return store.calls
      .slice(0, known)
      .flatMap(({ operation, pk }) => (operation === 'get' ? pk.split('#').slice(-1) : []));
  }
  const isCounter = (id: string) => /^\d+$/.test(id);
  const numbers = async () => (await countersRead()).filter(isCounter).map(Number);
  beforeEach(() => deliver('first'));

  test('once for a ticket that is the first of its key', async () => {
    expect(await numbers()).toEqual([2884]);
  });

  test('once for each ticket of the key, the open one first and no more than ten others', async () => {
    await succeed(3);
    expect(await numbers()).toEqual([2887, 2886, 2885, 2884]);
    await succeed(9);
    expect(await numbers()).toHaveLength(11);
  });

  test('at the same time for all tickets but the open one', async () => {
    await succeed(3);
    const open = new Set<string>();
    let most = 0;
    store.before = ({ operation, pk }) => {
      if (operation === 'get' && pk.startsWith('count#')) most = Math.max(most, open.add(pk).size);
    };
    store.after = ({ pk }) => open.delete(pk);
    await deliver('new');
    expect(most).toBe(3);
  });

  test('once where the key has had its ticket for longer than any message is known', async () => {
    await succeed(2);
    extension.clock.advance(DAY_MS - MINUTE_MS);
    await deliver('within the window');
    extension.clock.advance(2 * MINUTE_MS);
    expect(await numbers()).toEqual([2886]);
  });

  test('not for tickets of longer ago when the next one has got a successor', async () => {
    await succeed(2);
    extension.clock.advance(DAY_MS + MINUTE_MS);
    await succeed(1);
    expect(await numbers()).toEqual([2887, 2886]);
  });
});
