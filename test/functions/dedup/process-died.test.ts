import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { countIn, hand, seenNotes, startTimedExtension, type TimedExtension } from '../../support/occurrences.ts';
import { type WatchedStore, watchStore } from '../../support/watched-store.ts';

/** Longer than any lease. */
const LATER_MS = 28_000;
const INPUT = { summary: 'Credential dump', client_id: 12, dedup_key: 'k' };

let store: WatchedStore;
let extension: TimedExtension;
beforeEach(async () => {
  store = watchStore();
  extension = await startTimedExtension({ store });
});
afterEach(() => extension.close());

const tickets = () => extension.halo.state.tickets;
const deliver = (key: string) => hand(extension, 'create_ticket', INPUT, { idempotencyKey: key });
const close = () => Object.assign(tickets()[0] as object, { hasbeenclosed: true });

/** A delivery whose process dies once the table has done what is said here. */
async function dieAfter(operation: string, prefix: string): Promise<void> {
  let isDead = false;
  store.after = (call) => {
    isDead ||= call.operation === operation && call.pk.startsWith(prefix);
    return isDead ? new Promise(() => {}) : undefined;
  };
  void deliver('one');
  while (!isDead) await new Promise((resolve) => setTimeout(resolve, 1));
  store.after = () => {};
  extension.clock.advance(LATER_MS);
}

describe('a message whose process died after it', () => {
  test('opened the ticket hears that it did when it comes again', async () => {
    await dieAfter('replace', 'dedup#');
    expect(await deliver('one')).toMatchObject({ id: 2884, _meta: { deduplicated: false } });
  });

  test('opened the ticket, which was closed meanwhile, makes no other when it comes again', async () => {
    await dieAfter('replace', 'dedup#');
    close();
    expect(await deliver('one')).toMatchObject({ id: 2884, _meta: { occurrences: 1 } });
    expect(tickets()).toHaveLength(1);
  });

  test('was counted on a ticket that has a successor meanwhile is not counted on that, too', async () => {
    await deliver('before');
    await dieAfter('count', 'count#');
    close();
    await deliver('two');
    expect(await deliver('one')).toMatchObject({ id: 2884, _meta: { occurrences: 2 } });
    expect([2884, 2885].map((id) => seenNotes(extension, id).map(({ note }) => countIn(note)))).toEqual([[2], []]);
  });

  test('was counted on a ticket that was closed meanwhile makes no other when it comes again', async () => {
    await deliver('before');
    await dieAfter('count', 'count#');
    close();
    expect(await deliver('one')).toMatchObject({ id: 2884, _meta: { occurrences: 2 } });
    expect(tickets()).toHaveLength(1);
    expect(countIn(seenNotes(extension, 2884).at(-1)?.note)).toBe(2);
  });
});
