import { describe, expect, test } from '@jest/globals';
import { findByReference } from '../../../../lib/action/occurrences/reference.ts';
import type { HaloPage, HaloQuery, HaloRecord } from '../../../../lib/halopsa/api.ts';
import { fakeHalo } from '../../halopsa/client-cap/fake-halo.ts';

const REFERENCE = 'LC-0F105927248C26394C78';
const mine = { id: 7, details: `What: x\n\nReference: ${REFERENCE} (…)` };
const other = (id: number): HaloRecord => ({ id, details: 'something else' });

const find = (page: HaloPage) =>
  findByReference(fakeHalo({ tickets: { search: async () => page, get: async (id) => ({ ...mine, id }) } }), REFERENCE);

test('the ticket that has the reference is found, and read whole', async () => {
  expect(await find({ recordCount: 2, rows: [other(9), mine] })).toEqual(mine);
});

test('it is found among the newest where the search reads no bodies', async () => {
  const search = async ({ search }: HaloQuery): Promise<HaloPage> =>
    search === undefined ? { recordCount: 900, rows: [other(9), mine] } : { recordCount: 0, rows: [] };
  const halo = fakeHalo({ tickets: { search, get: async (id) => ({ ...mine, id }) } });
  expect(await findByReference(halo, REFERENCE)).toEqual(mine);
});

describe('finding none', () => {
  test.each<[string, HaloPage]>([
    ['no rows', { recordCount: 0, rows: [] }],
    ['rows without the reference, all of them', { recordCount: 2, rows: [other(8), other(9)] }],
  ])('proves that there is none: %s', async (_, page) => {
    expect(await find(page)).toBeUndefined();
  });

  test.each<[string, HaloPage]>([
    ['more matches than rows', { recordCount: 900, rows: [other(9)] }],
    ['a full page', { recordCount: 100, rows: Array.from({ length: 100 }, (_, i) => other(i + 8)) }],
    ['rows that the client cap kept back', { recordCount: 1, rows: [other(9)], isPartial: true }],
  ])('proves nothing: %s', async (_, page) => {
    await expect(find(page)).rejects.toMatchObject({ code: 'outcome_unknown', retriable: true });
  });
});

test('no reference finds nothing, and asks for nothing', async () => {
  expect(await findByReference(fakeHalo({}), undefined)).toBeUndefined();
});
