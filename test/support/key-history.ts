import { expect } from '@jest/globals';
import { createMemoryStore } from '../../lib/ledger/memory-store.ts';
import { countIn, hand, MINUTE_MS, seenNotes, startTimedExtension, type TimedExtension } from './occurrences.ts';
import { type WatchedStore, watchStore } from './watched-store.ts';

/** What each action is asked for: always the same problem. */
const INPUTS = {
  create_ticket: { summary: 'Credential dump', client_id: 12, dedup_key: 'k' },
  report_detection: { cat: 'Credential dump', sid: 's-1', client_id: 12 },
};
export type KeyedAction = keyof typeof INPUTS;
export const KEYED_ACTIONS = Object.keys(INPUTS) as KeyedAction[];

/** One key, the messages for it and the tickets that they made, one after the other. */
export interface KeyHistory {
  extension: TimedExtension;
  store: WatchedStore;
  items: ReturnType<typeof createMemoryStore>['items'];
  tickets(): TimedExtension['halo']['state']['tickets'];
  deliver(key: string, action?: KeyedAction, more?: object): ReturnType<typeof hand>;
  /** An analyst ends the key's ticket. */
  close(): void;
  /** And the next message opens another; so many times. */
  succeed(times: number, action?: KeyedAction): Promise<void>;
  /** The message `one` is counted on the key's open ticket, and its note breaks off. */
  breakOff(action?: KeyedAction): Promise<void>;
  /** The last count on each ticket; a ticket without a note was seen once. */
  counts(): (number | undefined)[];
}

export async function startKeyHistory(): Promise<KeyHistory> {
  const table = createMemoryStore();
  const store = watchStore(table);
  const extension = await startTimedExtension({ store });
  const tickets = () => extension.halo.state.tickets;
  const deliver: KeyHistory['deliver'] = (key, action = 'create_ticket', more = {}) =>
    hand(extension, action, { ...INPUTS[action], ...more }, { idempotencyKey: key });
  const close = () => void Object.assign(tickets().at(-1) as object, { hasbeenclosed: true });
  return {
    extension,
    store,
    items: table.items,
    tickets,
    deliver,
    close,
    async succeed(times, action) {
      for (let nth = 0; nth < times; nth++) {
        close();
        await deliver(`successor-${tickets().length}`, action);
      }
    },
    async breakOff(action) {
      extension.halo.faults.add({ kind: 'reset-after-commit', match: { method: 'POST', path: '/api/actions' } });
      await expect(deliver('one', action)).rejects.toMatchObject({ retriable: true });
      extension.clock.advance(MINUTE_MS);
    },
    counts: () => tickets().map(({ id }) => countIn(seenNotes(extension, id).at(-1)?.note ?? 'Seen 1 times')),
  };
}
