import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { countIn, MINUTE_MS, seenNotes, startTimedExtension, type TimedExtension } from '../../support/occurrences.ts';

const INPUT = { summary: 'EDR: credential dump on WS-042', client_id: 12, dedup_key: 'credential-dump/WS-042' };
const DAY_MS = 24 * 60 * MINUTE_MS;

let extension: TimedExtension;
beforeEach(async () => {
  extension = await startTimedExtension();
  extension.halo.toggles.deletedTicketReadable = false;
});
afterEach(() => extension.close());

const tickets = () => extension.halo.state.tickets;
const deliver = (key?: string) => extension.request('create_ticket', INPUT, { config: {}, ...(key && { key }) });
const deleteFirst = () => Object.assign(tickets()[0] as object, { deleted: true });

/** The ledger does not take the answer. */
async function losingAnswer(send: () => Promise<unknown>): Promise<void> {
  const { store } = extension.deps.ledger;
  const { replace } = store;
  store.replace = async (item, owner) => {
    if (item.pk.startsWith('once#') && item.state === 'done') throw new Error('unreachable');
    return replace.call(store, item, owner);
  };
  await send();
  store.replace = replace;
}

test('many that find the ticket gone at once are all counted on the one that replaces it', async () => {
  await deliver();
  deleteFirst();
  const answers = await Promise.all(Array.from({ length: 20 }, () => deliver()));
  const answered = answers.filter(({ status }) => status === 200);
  expect(new Set(answered.map(({ body }) => body.data.id))).toEqual(new Set([2885]));
  expect(countIn(seenNotes(extension, 2885).at(-1)?.note)).toBeGreaterThanOrEqual(answered.length);
});

test('beyond the limit of a rule all go onto the summary, however many find their ticket gone', async () => {
  const config = { max_new_tickets_per_hour: 3 };
  const detect = (sid: string) =>
    extension.request('report_detection', { cat: 'Noisy', sid, client_id: 12 }, { config });
  for (const sid of ['a', 'b', 'c', 'd']) await detect(sid);
  deleteFirst();
  for (let nth = 0; nth < 6; nth++) expect((await detect('a')).body.data).toMatchObject({ ticket: { id: 2887 } });
});

describe('a message that comes again, since its answer was lost,', () => {
  test.each([401, 404] as const)('opens no other ticket where HaloPSA hides the one it is on (%i)', async (status) => {
    extension.halo.toggles.invisibleTicketStatus = status;
    await losingAnswer(() => deliver('one'));
    await deliver('two');
    extension.clock.advance(MINUTE_MS);
    expect((await deliver('one')).body.data).toMatchObject({ id: 2884 });
    expect(tickets()).toHaveLength(2);
  });

  test('links no machine of whichever client while HaloPSA does not show the ticket', async () => {
    const other = extension.halo.state.assets.find(({ client_id }) => client_id !== 12);
    const input = { cat: 'Noisy', client_id: 12, hostname: other?.inventory_number };
    const report = () => extension.request('report_detection', input, { key: 'one', config: {} });
    await losingAnswer(report);
    extension.clock.advance(MINUTE_MS);
    extension.halo.faults.add({ kind: 'empty-403', match: { method: 'GET', path: '/api/tickets/2884' }, times: 3 });
    await report();
    expect(tickets()[0]?.asset_ids).toEqual([]);
  });
});

test('a key that is used again after a day, and whose creation breaks off, does not find the ticket of then', async () => {
  await deliver('nightly');
  Object.assign(tickets()[0] as object, { hasbeenclosed: true });
  extension.clock.advance(DAY_MS + MINUTE_MS);
  extension.halo.faults.add({ kind: 'status', status: 502, body: '', match: { method: 'POST', path: '/api/tickets' } });
  expect((await deliver('nightly')).body).toMatchObject({ retriable: true });
  extension.clock.advance(MINUTE_MS);
  const { id, _meta: meta } = (await deliver('nightly')).body.data;
  expect({ id, meta }).toEqual({ id: 2885, meta: { deduplicated: false, occurrences: 1 } });
});

test('a rule of HaloPSA that comes as a 500 is final where HaloPSA ignores a search, and the key is free again', async () => {
  const page = { record_count: 500, tickets: Array.from({ length: 100 }, (_, i) => ({ id: 5_000 - i, details: 'b' })) };
  extension.halo.faults.add({
    kind: 'status',
    status: 200,
    body: page,
    match: { method: 'GET', path: '/api/tickets' },
    times: 99,
  });
  const rule = { Message: 'Category is a mandatory field' };
  extension.halo.faults.add({
    kind: 'status',
    status: 500,
    body: rule,
    match: { method: 'POST', path: '/api/tickets' },
  });
  expect((await deliver()).body).toMatchObject({ retriable: false, error: expect.stringContaining('halo_rejected') });
  expect((await deliver()).body.data).toMatchObject({ _meta: { deduplicated: false } });
});
