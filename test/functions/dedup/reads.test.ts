import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type KeyHistory, startKeyHistory } from '../../support/key-history.ts';
import { MINUTE_MS } from '../../support/occurrences.ts';

const DAY_MS = 24 * 60 * MINUTE_MS;

let history: KeyHistory;
beforeEach(async () => {
  history = await startKeyHistory();
});
afterEach(() => history.extension.close());

describe('a new message reads the table', () => {
  /** The counters that it asks for, in turn. */
  async function countersRead(): Promise<string[]> {
    history.store.calls.length = 0;
    await history.deliver(`new-${history.tickets().length}`);
    const known = history.store.calls.findIndex(({ operation }) => operation === 'count');
    return history.store.calls
      .slice(0, known)
      .flatMap(({ operation, pk }) => (operation === 'get' ? pk.split('#').slice(-1) : []));
  }
  const isCounter = (id: string) => /^\d+$/.test(id);
  const numbers = async () => (await countersRead()).filter(isCounter).map(Number);
  beforeEach(() => history.deliver('first'));

  test('once for a ticket that is the first of its key', async () => {
    expect(await numbers()).toEqual([2884]);
  });

  test('once for each ticket of the key, the open one first and no more than ten others', async () => {
    await history.succeed(3);
    expect(await numbers()).toEqual([2887, 2886, 2885, 2884]);
    await history.succeed(9);
    expect(await numbers()).toHaveLength(11);
  });

  test('at the same time for all tickets but the open one', async () => {
    await history.succeed(3);
    const open = new Set<string>();
    let most = 0;
    history.store.before = ({ operation, pk }) => {
      if (operation === 'get' && pk.startsWith('count#')) most = Math.max(most, open.add(pk).size);
    };
    history.store.after = ({ pk }) => open.delete(pk);
    await history.deliver('new');
    expect(most).toBe(3);
  });

  test('once where the key has had its ticket for longer than any message is known', async () => {
    await history.succeed(2);
    history.extension.clock.advance(DAY_MS - MINUTE_MS);
    await history.deliver('within the window');
    history.extension.clock.advance(2 * MINUTE_MS);
    expect(await numbers()).toEqual([2886]);
  });

  test('not for tickets of longer ago when the next one has got a successor', async () => {
    await history.succeed(2);
    history.extension.clock.advance(DAY_MS + MINUTE_MS);
    await history.succeed(1);
    expect(await numbers()).toEqual([2887, 2886]);
  });
});
