import { afterEach, expect, test } from '@jest/globals';
import { startTestExtension, type TestExtension } from '../../support/extension.ts';
import { posted } from '../../support/halo-calls.ts';
import { countIn, MINUTE_MS, seenNotes, shortestPauseMs } from '../../support/occurrences.ts';

const CROWD = 1_000;
const INPUT = { summary: 'EDR: credential dump on WS-042', client_id: 12, dedup_key: 'credential-dump/WS-042' };

let extension: TestExtension;
afterEach(() => extension.close());

const each = (deliver: (i: number) => Promise<{ status: number; data: Record<string, unknown> }>) =>
  Promise.all(Array.from({ length: CROWD }, (_, i) => deliver(i)));

/** Both doors, in turns. */
async function deliver(i: number) {
  if (i % 2 === 0) {
    const { status, body } = await extension.request('create_ticket', INPUT, { key: `key-${i}` });
    return { status, data: body.data };
  }
  const { status, body } = await extension.direct('create_ticket', INPUT, { 'idempotency-key': `key-${i}` });
  return { status, data: body };
}

test('a thousand deliveries at once, under a thousand keys, make one ticket that was seen a thousand times', async () => {
  extension = await startTestExtension();
  const answers = await each(deliver);
  expect(answers.map(({ status }) => status)).toEqual(Array(CROWD).fill(200));
  expect(extension.halo.state.tickets).toHaveLength(1);
  expect(new Set(answers.map(({ data }) => data.id))).toEqual(new Set([2884]));
  const metas = answers.map(({ data }) => data._meta as { deduplicated: boolean; occurrences: number });
  expect(metas.filter(({ deduplicated }) => !deduplicated)).toHaveLength(1);
  expect(metas.map(({ occurrences }) => occurrences).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: CROWD }, (_, i) => i + 1),
  );
  expect(countIn(seenNotes(extension, 2884).at(-1)?.note)).toBe(CROWD);
  expect(seenNotes(extension, 2884)).toHaveLength(1);
  expect(shortestPauseMs(extension)).toBeGreaterThanOrEqual(MINUTE_MS);

  const again = await each(deliver);
  expect(again.every(({ data }) => (data._meta as { replayed?: boolean }).replayed)).toBe(true);
  expect(countIn(seenNotes(extension, 2884).at(-1)?.note)).toBe(CROWD);
});

test('a thousand at once whose first creation breaks off make one ticket, too, once all were delivered again', async () => {
  extension = await startTestExtension();
  extension.halo.faults.add({ kind: 'reset-after-commit', match: { method: 'POST', path: '/api/tickets' } });
  const look = { method: 'GET', path: /^\/api\/tickets$/i };
  extension.halo.faults.add({ kind: 'status', status: 500, body: '', match: look, times: 2 });
  let open = Array.from({ length: CROWD }, (_, i) => i);
  while (open.length > 0) {
    const answers = await Promise.all(open.map(async (i) => ({ i, ...(await deliver(i)) })));
    open = answers.filter(({ status }) => status !== 200).map(({ i }) => i);
  }
  expect(extension.halo.state.tickets).toHaveLength(1);
  expect(posted(extension).filter(({ summary }) => summary !== undefined)).toHaveLength(1);
  expect(countIn(seenNotes(extension, 2884).at(-1)?.note)).toBe(CROWD);
});
