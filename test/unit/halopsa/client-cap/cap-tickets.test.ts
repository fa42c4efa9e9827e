import { describe, expect, test } from '@jest/globals';
import { type ErrorCode, ExtensionError } from '../../../../lib/errors.ts';
import type { HaloPage, HaloQuery, HaloRecord } from '../../../../lib/halopsa/api.ts';
import { capHaloApi } from '../../../../lib/halopsa/client-cap/cap-halo-api.ts';
import { fakeHalo, listOf } from './fake-halo.ts';

const refused = { code: 'client_not_allowed' };
const row = (id: number, clientId?: number): HaloRecord => ({ id, ...(clientId && { client_id: clientId }) });

/** HaloPSA's search under a cap: `filters` says whether it knows the filter by client. */
function searchOf(rows: HaloRecord[], recordCount: number, filters: boolean, allowed: number[] = [12]) {
  const queries: HaloQuery[] = [];
  const search = async (query: HaloQuery): Promise<HaloPage> => {
    queries.push(query);
    const isControl = [query.client_id, query.client_ids].some((one) => Number(one) === 2_147_483_647);
    return isControl && filters ? { recordCount: 0, rows: [] } : { recordCount, rows };
  };
  return { queries, tickets: capHaloApi(fakeHalo({ tickets: { search } }), allowed).tickets };
}

describe('a search whose filter HaloPSA ignores', () => {
  test('loses the rows of others and those that show no client, and counts what is left', async () => {
    const { tickets } = searchOf([row(1, 12), row(2, 13), row(3)], 900, false);
    expect(await tickets.search({})).toEqual({ recordCount: 1, rows: [row(1, 12)], isPartial: true });
  });

  test('does not tell how many there are elsewhere, even where this page has none of theirs', async () => {
    const { tickets, queries } = searchOf([row(1, 12)], 900, false);
    const query = { search: 'x', order: 'id', page_no: 1, page_size: 5 };
    expect(await tickets.search(query)).toEqual({ recordCount: 1, rows: [row(1, 12)], isPartial: true });
    expect(queries[1]).toEqual({ ...query, client_id: 2_147_483_647, page_size: 1 });
  });

  test('of several clients is found out in the same way', async () => {
    const { tickets, queries } = searchOf([row(1, 12), row(2, 14)], 900, false, [12, 14]);
    expect((await tickets.search({})).recordCount).toBe(2);
    expect(queries.slice(0, 2)).toMatchObject([{ client_ids: '12,14' }, { client_ids: '2147483647' }]);
  });

  test('is paged by what is allowed: gaps would show how many of the others match', async () => {
    const all = [row(1, 13), row(2, 12), row(3, 13), row(4, 12), row(5, 12)];
    const search = async ({ page_no: no = 1, page_size: size = 50 }: HaloQuery) => {
      const start = (Number(no) - 1) * Number(size);
      return { recordCount: all.length, rows: all.slice(start, start + Number(size)) };
    };
    const { tickets } = capHaloApi(fakeHalo({ tickets: { search } }), [12]);
    const pages = [1, 2, 3, 4].map((page_no) => tickets.search({ search: 'x', page_no, page_size: 1 }));
    expect((await Promise.all(pages)).map(({ rows, recordCount }) => [recordCount, rows[0]?.id])).toEqual([
      [3, 2],
      [3, 4],
      [3, 5],
      [3, undefined],
    ]);
  });

  test('too long to be read to its end is shown page by page', async () => {
    const search = async ({ page_no: no = 1, page_size: size = 50 }: HaloQuery) => ({
      recordCount: 9_000,
      rows: Array.from({ length: Number(size) }, (_, index) => row(Number(no) * 100 + index, index === 0 ? 12 : 13)),
    });
    const { tickets } = capHaloApi(fakeHalo({ tickets: { search } }), [12]);
    expect(await tickets.search({ page_no: 1, page_size: 3 })).toEqual({
      recordCount: 1,
      rows: [row(100, 12)],
      isPartial: true,
    });
  });

  test.each<[ErrorCode, object]>([
    ['halo_unavailable', { resolves: { recordCount: 1, rows: [row(100, 12)], isPartial: true } }],
    ['rate_limited', { resolves: { recordCount: 1, rows: [row(100, 12)], isPartial: true } }],
    ['scope_missing', { rejects: { code: 'scope_missing' } }],
  ])(
    'that HaloPSA does not let be read to its end (%s) is shown page by page, or fails for good: %j',
    async (code, expected) => {
      const search = async ({ page_no: no = 1, page_size: size }: HaloQuery) => {
        if (Number(size) > 3) throw new ExtensionError(code, 'not now');
        return { recordCount: 9, rows: [row(Number(no) * 100, 12), row(Number(no) * 100 + 1, 13)] };
      };
      const { tickets } = capHaloApi(fakeHalo({ tickets: { search } }), [12]);
      const shown = await tickets.search({ page_no: 1, page_size: 3 }).then(
        (resolves) => ({ resolves }),
        (rejects) => ({ rejects }),
      );
      expect(shown).toMatchObject(expected);
    },
  );
});

describe('a search whose filter HaloPSA knows', () => {
  test('keeps its total', async () => {
    const { tickets } = searchOf([row(1, 12)], 900, true);
    expect(await tickets.search({})).toEqual({ recordCount: 900, rows: [row(1, 12)] });
  });

  test('is not held against a control where the page shows everything', async () => {
    const { tickets, queries } = searchOf([row(1, 12)], 1, true);
    expect(await tickets.search({ search: 'x', client_id: '12' })).toEqual({ recordCount: 1, rows: [row(1, 12)] });
    expect(queries).toEqual([{ search: 'x', client_id: 12 }]);
  });
});

test('a search of another client is refused before HaloPSA is asked', async () => {
  const { tickets, queries } = searchOf([], 0, true);
  await expect(tickets.search({ client_id: 13 })).rejects.toMatchObject(refused);
  expect(queries).toEqual([]);
});

describe('a ticket that HaloPSA puts at another client all the same', () => {
  const elsewhere = async () => ({ id: 9, client_id: 13, summary: 'private' });

  test('shows only its number when it is created: refused, it would be created again', async () => {
    const halo = capHaloApi(fakeHalo({ tickets: { create: elsewhere } }), [12]);
    expect(await halo.tickets.create({ summary: 's' })).toEqual({ id: 9 });
  });

  test('shows only its number when it is changed', async () => {
    const get = async () => row(9, 12);
    const halo = capHaloApi(fakeHalo({ tickets: { get, update: elsewhere } }), [12]);
    expect(await halo.tickets.update(9, { status_id: 2 })).toEqual({ id: 9 });
  });

  test('is not shown when it is read', async () => {
    const halo = capHaloApi(fakeHalo({ tickets: { get: elsewhere } }), [12]);
    await expect(halo.tickets.get(9)).rejects.toMatchObject(refused);
  });
});

test('a reply that shows no client is taken for the client that was sent', async () => {
  const halo = capHaloApi(fakeHalo({ tickets: { create: async () => row(9), update: async () => row(9) } }), [12]);
  expect(await halo.tickets.create({ summary: 's' })).toEqual({ id: 9, client_id: 12 });
  expect(await halo.tickets.update(9, { status_id: 2 })).toEqual({ id: 9, client_id: 12 });
});

test('assets are read four at a time, and none that the ticket has', async () => {
  let inFlight = 0;
  const seen: number[] = [];
  const reads: number[] = [];
  const halo = capHaloApi(
    fakeHalo({
      tickets: { get: async () => ({ ...row(9, 12), assets: [{ id: 1 }] }), update: async () => row(9, 12) },
      assets: {
        async get(id) {
          reads.push(id);
          seen.push(++inFlight);
          await new Promise((resolve) => setImmediate(resolve));
          inFlight -= 1;
          return row(id, 12);
        },
      },
    }),
    [12],
  );
  await halo.tickets.update(9, { assets: Array.from({ length: 11 }, (_, i) => ({ id: i + 1 })) });
  expect(reads).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(Math.max(...seen)).toBe(4);
});

test('the tenant’s own lists pass, and users only of allowed clients', async () => {
  const agents = async () => ({ rows: [row(7)], isPartial: false });
  const users = { get: async () => ({ id: 42, site_id: 20 }) };
  const halo = capHaloApi(fakeHalo({ lists: { agents }, users, sites: listOf([{ id: 20, client_id: 13 }]) }), [12]);
  expect((await halo.lists.agents()).rows).toEqual([row(7)]);
  await expect(halo.users.get(42)).rejects.toMatchObject(refused);
});
