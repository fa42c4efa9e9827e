import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { hand, seenNotes, startTimedExtension, type TimedExtension } from '../../support/occurrences.ts';

let extension: TimedExtension;
beforeEach(async () => {
  extension = await startTimedExtension();
  await occur();
});
afterEach(() => extension.close());

const occur = () => hand(extension, 'create_ticket', { summary: 's', client_id: 12, dedup_key: 'd' });
const answerTo = (path: string, body: string, times: number) =>
  extension.halo.faults.add({ kind: 'status', status: 404, body, times, match: { method: 'GET', path } });

test('a 404 that passes, to the look at the known ticket, opens no second one', async () => {
  answerTo('/api/Tickets/2884', '', 1);
  expect(await occur()).toMatchObject({ id: 2884, _meta: { deduplicated: true, occurrences: 2 } });
  expect(extension.halo.state.tickets).toHaveLength(1);
  expect(seenNotes(extension, 2884)).toHaveLength(1);
});

test.each(['<html>404</html>', 'default backend - 404', '404 page not found'])(
  'nor does %j, which says nothing of a ticket: the message comes again',
  async (body) => {
    answerTo('/api/Tickets/2884', body, 1);
    await expect(occur()).rejects.toMatchObject({ code: 'halo_unavailable', retriable: true });
    expect(await occur()).toMatchObject({ id: 2884, _meta: { occurrences: 2 } });
    expect(extension.halo.state.tickets).toHaveLength(1);
  },
);

test('nor does one that is said of every address: the message comes again', async () => {
  answerTo('/api/Tickets', '<html>404</html>', Number.POSITIVE_INFINITY);
  await expect(occur()).rejects.toMatchObject({ code: 'halo_unavailable', retriable: true });
  extension.halo.faults.clear();
  expect(extension.halo.state.tickets).toHaveLength(1);
});

test('a ticket that HaloPSA itself has no longer is followed by another', async () => {
  extension.halo.state.tickets.length = 0;
  expect(await occur()).toMatchObject({ _meta: { deduplicated: false } });
});
