import { afterEach, expect, test } from '@jest/globals';
import { countIn, hand, seenNotes, startTimedExtension, type TimedExtension } from '../../support/occurrences.ts';
import { watchStore } from '../../support/watched-store.ts';

let extension: TimedExtension;
afterEach(() => extension.close());

test('a detection that the storm breaker turns away opens no ticket either where its process dies at that', async () => {
  const store = watchStore();
  extension = await startTimedExtension({ store });
  const report = (machine: number) => {
    const input = { cat: 'Noisy', sid: `s-${machine}`, client_id: 12 };
    const config = { max_new_tickets_per_hour: 1 };
    return hand(extension, 'report_detection', input, { idempotencyKey: `key-${machine}`, config });
  };
  await report(1);
  await report(2);
  let isDead = false;
  store.before = ({ operation, pk }) => {
    isDead ||= operation === 'remove' && pk.startsWith('dedup#');
    return isDead ? new Promise(() => {}) : undefined;
  };
  void report(3);
  while (!isDead) await new Promise((resolve) => setTimeout(resolve, 1));
  store.before = () => {};
  extension.clock.advance(28_000);
  expect(await report(3)).toMatchObject({ ticket: { id: 2885 }, created: false, occurrences: 2 });
  expect(extension.halo.state.tickets.map(({ summary }) => summary)).toEqual(['Noisy', 'Storm: Noisy']);
  expect(countIn(seenNotes(extension, 2885).at(-1)?.note)).toBe(2);
});
