import { describe, expect, test } from '@jest/globals';
import { walkPages } from '../../../lib/halopsa/walk-pages.ts';

const rowsTo = (last: number) => Array.from({ length: last }, (_, index) => ({ id: index + 1 }));

/** A list of `total` rows that cuts pages at `cap` and counts their beginning in the asked or the cut size. */
function list(total: number, { cap = 100, offsetFrom = 'clamped', recordCount = total } = {}) {
  const asked: [number, number][] = [];
  let inFlight = 0;
  let mostInFlight = 0;
  const fetchPage = async (pageNo: number, pageSize: number) => {
    asked.push([pageNo, pageSize]);
    mostInFlight = Math.max(mostInFlight, ++inFlight);
    await Promise.resolve();
    inFlight--;
    const size = Math.min(pageSize, cap);
    const start = (pageNo - 1) * (offsetFrom === 'clamped' ? size : pageSize);
    return { recordCount, rows: rowsTo(total).slice(start, start + size) };
  };
  return { fetchPage, asked, mostInFlight: () => mostInFlight };
}

describe('every row comes', () => {
  test.each([
    [0, {}],
    [1, {}],
    [100, {}],
    [101, {}],
    [717, {}],
    [130, { cap: 50 }],
    [130, { cap: 50, offsetFrom: 'requested' }],
    [717, { cap: 50, offsetFrom: 'requested' }],
    [99, { cap: 7 }],
  ])('of %i, where HaloPSA pages like %j', async (total, behaviour) => {
    expect(await walkPages(list(total, behaviour).fetchPage)).toEqual({ rows: rowsTo(total), isPartial: false });
  });
});

test('one call suffices where the first page holds all', async () => {
  const { fetchPage, asked } = list(100);
  await walkPages(fetchPage);
  expect(asked).toEqual([[1, 100]]);
});

test('the pages after the first are asked for in the size that came', async () => {
  const { fetchPage, asked } = list(130, { cap: 50 });
  await walkPages(fetchPage);
  expect(asked).toEqual([
    [1, 100],
    [2, 50],
    [3, 50],
  ]);
});

test('at most four pages are under way at once', async () => {
  const { fetchPage, mostInFlight } = list(1_000);
  await walkPages(fetchPage);
  expect(mostInFlight()).toBe(4);
});

test('a row that comes twice, since the list moved meanwhile, is kept once', async () => {
  const pages = [rowsTo(100), [{ id: 100 }, { id: 101 }]];
  const { rows } = await walkPages(async (pageNo) => ({ recordCount: 101, rows: pages[pageNo - 1] ?? [] }));
  expect(rows).toEqual(rowsTo(101));
});

test('a count that promises too much ends the walk where nothing new comes', async () => {
  const { fetchPage, asked } = list(120, { recordCount: 900 });
  const { rows, isPartial } = await walkPages(fetchPage);
  expect([rows.length, isPartial]).toEqual([120, true]);
  expect(asked.length).toBeLessThan(12);
});

test('HaloPSA that sends the same page for ever ends it too', async () => {
  const { rows } = await walkPages(async () => ({ recordCount: 1_000, rows: rowsTo(100) }));
  expect(rows).toEqual(rowsTo(100));
});

test('a list that is counted and not shown is known in part', async () => {
  expect(await walkPages(async () => ({ recordCount: 3, rows: [] }))).toEqual({ rows: [], isPartial: true });
});

test('a list without a count is read page by page until one brings nothing new', async () => {
  const { fetchPage, asked, mostInFlight } = list(250);
  const uncounted = async (pageNo: number, pageSize: number) => ({
    ...(await fetchPage(pageNo, pageSize)),
    recordCount: 0,
    isUncounted: true,
  });
  expect(await walkPages(uncounted)).toEqual({ rows: rowsTo(250), isPartial: false });
  expect([asked.length, mostInFlight()]).toEqual([4, 1]);
});

test.each([
  [50, true],
  [100, true],
  [12, false],
])('of %i rows without a count that come again on the next page, there may be more: %s', async (count, isPartial) => {
  const same = async () => ({ recordCount: count, rows: rowsTo(count), isUncounted: true });
  expect(await walkPages(same)).toEqual({ rows: rowsTo(count), isPartial });
});

test('a list too long to be read to its end proves nothing', async () => {
  await expect(walkPages(list(5_001).fetchPage)).rejects.toMatchObject({
    code: 'ambiguous',
    message: 'HaloPSA lists 5001 records for this search, too many to tell them apart.',
    hint: expect.stringContaining('`client_id`'),
  });
});

test('fifty pages are read', async () => {
  expect((await walkPages(list(5_000).fetchPage)).rows).toHaveLength(5_000);
});
