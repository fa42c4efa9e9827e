import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { KEYED_ACTIONS, type KeyHistory, startKeyHistory } from '../../support/key-history.ts';
import { MINUTE_MS } from '../../support/occurrences.ts';
import { dieAt } from '../../support/watched-store.ts';

const DAY_MS = 24 * 60 * MINUTE_MS;

let history: KeyHistory;
beforeEach(async () => {
  history = await startKeyHistory();
});
afterEach(() => history.extension.close());

describe.each(KEYED_ACTIONS)('a message for %s whose note broke off', (action) => {
  test.each([1, 2, 3, 10])('is counted on its ticket alone when %i further tickets came before it', async (times) => {
    await history.deliver('first', action);
    await history.breakOff(action);
    await history.succeed(times, action);
    await history.deliver('one', action);
    expect(history.counts()).toEqual([2, ...Array(times).fill(1)]);
    await history.deliver('next', action);
    expect(history.counts()).toEqual([2, ...Array(times - 1).fill(1), 2]);
  });

  test('is counted on its ticket alone when the next one was refused, which the next message then opens', async () => {
    await history.deliver('first', action);
    await history.breakOff(action);
    await history.succeed(1, action);
    history.close();
    await expect(history.deliver('refused', action, { tickettype_id: 3 })).rejects.toMatchObject({ retriable: false });
    await history.deliver('one', action);
    expect(history.counts()).toEqual([2, 1]);
    await history.deliver('next', action);
    expect(history.counts()).toEqual([2, 1, 1]);
    expect(history.tickets().at(-1)?.details).toContain('Previous ticket for the same problem: #2885');
  });
});

describe('a message whose note broke off', () => {
  beforeEach(() => history.deliver('first'));

  test('on a ticket in the middle is counted on that alone', async () => {
    await history.succeed(1);
    await history.breakOff();
    await history.succeed(2);
    expect(await history.deliver('one')).toMatchObject({ id: 2885, _meta: { deduplicated: true, occurrences: 2 } });
    expect(history.counts()).toEqual([1, 2, 1, 1]);
  });

  test('is counted on its ticket alone where that and the next were deleted', async () => {
    await history.breakOff();
    for (let nth = 0; nth < 2; nth++) {
      Object.assign(history.tickets().at(-1) as object, { deleted: true });
      await history.deliver(`successor-${nth}`);
    }
    await history.deliver('one');
    expect(history.counts()).toEqual([2, 1, 1]);
  });

  test('is counted on its ticket alone when the ticket of a message that died came to light meanwhile', async () => {
    await history.breakOff();
    await history.succeed(1);
    history.close();
    history.extension.halo.faults.add({ kind: 'reset-after-commit', match: { method: 'POST', path: '/api/tickets' } });
    history.extension.halo.faults.add({ kind: '429', match: { method: 'GET', path: /^\/api\/tickets$/i }, times: 3 });
    await expect(history.deliver('lost')).rejects.toMatchObject({ retriable: true });
    history.extension.halo.faults.clear();
    history.extension.clock.advance(MINUTE_MS);
    await history.deliver('one');
    expect(history.counts()).toEqual([2, 1, 1]);
  });

  test('leaves the key to others when its ticket can not be read', async () => {
    await history.breakOff();
    history.close();
    await expect(history.deliver('refused', 'create_ticket', { tickettype_id: 3 })).rejects.toMatchObject({
      retriable: false,
    });
    history.extension.halo.faults.add({ kind: 'status', status: 500, body: '', match: { path: '/api/tickets/2884' } });
    await expect(history.deliver('one')).rejects.toMatchObject({ retriable: true });
    await history.deliver('next');
    await history.deliver('one');
    expect(history.counts()).toEqual([2, 1]);
  });

  test('comes again within the day that it is known for, however late', async () => {
    await history.breakOff();
    await history.succeed(2);
    history.extension.clock.advance(DAY_MS - 2 * MINUTE_MS);
    await history.deliver('one');
    expect(history.counts()).toEqual([2, 1, 1]);
  });

  test('is found on the ticket before in a table that an older version has filled', async () => {
    await history.breakOff();
    await history.succeed(1);
    for (const item of history.items.values()) delete (item as Partial<typeof item>).earlierIds;
    await history.deliver('one');
    expect(history.counts()).toEqual([2, 1]);
  });

  test('before more further tickets than are looked at is counted once more: the limit that the documents state', async () => {
    await history.breakOff();
    await history.succeed(11);
    await history.deliver('one');
    expect(history.counts()).toEqual([2, ...Array(10).fill(1), 2]);
  });
});

describe('a message under the key of the one that opened the ticket', () => {
  test('within a day is that message, whatever has become of the ticket', async () => {
    await history.deliver('first');
    history.close();
    expect(await history.deliver('first')).toMatchObject({ id: 2884 });
  });

  test.each([{ hasbeenclosed: true }, { deleted: true }])('after a day is a new one (ticket %j)', async (ending) => {
    await history.deliver('first');
    Object.assign(history.tickets()[0] as object, ending);
    history.extension.clock.advance(DAY_MS + MINUTE_MS);
    expect(await history.deliver('first')).toMatchObject({ id: 2885, _meta: { deduplicated: false } });
  });
});

/** What happens before it comes again, and the counts once another has come after it. */
const MEANWHILE: Record<string, { happens: () => Promise<unknown>; expected: number[] }> = {
  'two further tickets were opened': { happens: () => history.succeed(2), expected: [2, 1, 2] },
  'one was opened and another was refused': {
    async happens() {
      await history.succeed(1);
      history.close();
      await history.deliver('refused', 'create_ticket', { tickettype_id: 3 }).catch(() => {});
    },
    expected: [2, 1, 1],
  },
};

describe.each(Object.entries(MEANWHILE))('a message that comes again when %s', (_, { happens, expected }) => {
  async function prepare(): Promise<void> {
    await history.deliver('first');
    await history.breakOff();
    await happens();
    history.store.calls.length = 0;
  }

  test.each(['before', 'after'] as const)(
    'is counted once though its process dies %s any call of the table',
    async (when) => {
      await prepare();
      await history.deliver('one');
      const steps = history.store.calls.length;
      expect(steps).toBeGreaterThan(8);
      for (let step = 0; step < steps; step++) {
        await history.extension.close();
        history = await startKeyHistory();
        await prepare();
        await dieAt(history.store, step, when, () => history.deliver('one'));
        history.extension.clock.advance(MINUTE_MS);
        await history.deliver('one');
        await history.deliver('next');
        expect(history.counts()).toEqual(expected);
      }
    },
  );
});
