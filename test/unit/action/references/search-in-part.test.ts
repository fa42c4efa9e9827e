import { expect, test } from '@jest/globals';
import { findByReference } from '../../../../lib/action/references/find-by-reference.ts';
import { newestTickets } from '../../../../lib/action/references/newest-tickets.ts';
import { searchInPart } from '../../../../lib/action/references/search-in-part.ts';
import { ExtensionError } from '../../../../lib/errors.ts';
import type { HaloPage, HaloQuery, HaloRecord } from '../../../../lib/halopsa/api.ts';
import { HttpFailure } from '../../../../lib/http/http-failure.ts';
import { fakeHalo } from '../../halopsa/client-cap/fake-halo.ts';

const TOO_LARGE = new ExtensionError('halo_unavailable', "HaloPSA's reply was refused.", {
  cause: new HttpFailure('too_large', true, 'larger than 5242880 bytes'),
});

/** A list of tickets, newest first, of which no more than so many fit into a reply. */
function heavyList(count: number, fitting: number, failure = TOO_LARGE) {
  const asked: [number, number][] = [];
  const all = Array.from({ length: count }, (_, i): HaloRecord => ({ id: count - i, details: 'a whole event' }));
  const search = async ({ search: text, page_no = 1, page_size = 50 }: HaloQuery): Promise<HaloPage> => {
    asked.push([Number(page_no), Number(page_size)]);
    if (Number(page_size) > fitting) throw failure;
    const rows = text === undefined ? all : [];
    const from = (Number(page_no) - 1) * Number(page_size);
    return { recordCount: rows.length, rows: rows.slice(from, from + Number(page_size)) };
  };
  return { asked, halo: fakeHalo({ tickets: { search, get: async (id) => ({ id, details: 'a whole event' }) } }) };
}

test('a page that is too large for one reply is asked for in half the size, and half of that', async () => {
  const { halo, asked } = heavyList(400, 30);
  const { rows, pageSize } = await searchInPart(halo, {}, { pageSize: 100, skip: 0 });
  expect([rows.length, pageSize]).toEqual([25, 25]);
  expect(asked).toEqual([
    [1, 100],
    [1, 50],
    [1, 25],
  ]);
});

test('the newest hundred come all the same, each once', async () => {
  const { rows, areNewest } = await newestTickets(heavyList(400, 30).halo);
  expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 100 }, (_, i) => 400 - i));
  expect(areNewest).toBe(true);
});

test('that a ticket is not there can be told among the heaviest', async () => {
  const { halo } = heavyList(400, 30);
  expect(await findByReference(halo, 'LC-0F105927248C26394C78', 'ours')).toBeUndefined();
});

test.each([
  ['rows of which not even six fit', 4, TOO_LARGE],
  ['another failure', 30, new ExtensionError('halo_unavailable', 'HaloPSA answered 503.')],
])('nothing is known of %s', async (_, fitting, failure) => {
  await expect(newestTickets(heavyList(400, fitting, failure).halo)).rejects.toBe(failure);
});
