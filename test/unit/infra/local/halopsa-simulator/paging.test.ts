import { describe, expect, test } from '@jest/globals';
import { ids, useSimulator } from './harness.ts';

const halo = useSimulator();
const fabrikam = async (query: string) => (await halo.get(`/api/Asset?client_id=14&${query}`)).json;

describe('paging', () => {
  test('needs pageinate: without it page_no and page_size do nothing', async () => {
    const { record_count, assets, ...rest } = await fabrikam('page_no=2&page_size=10');
    expect(record_count).toBe(130);
    expect(assets).toHaveLength(50);
    expect(assets[0].id).toBe(101);
    expect(rest).toEqual({});
  });

  test('is not switched on by the usual spelling', async () => {
    expect((await fabrikam('paginate=true&page_size=10')).assets).toHaveLength(50);
  });

  test('gives page after page, with the total in record_count', async () => {
    const page = await fabrikam('pageinate=true&page_no=2&page_size=10');
    expect(page).toMatchObject({ page_no: 2, page_size: 10, record_count: 130 });
    expect(ids(page.assets)).toEqual([111, 112, 113, 114, 115, 116, 117, 118, 119, 120]);
    expect((await fabrikam('pageinate=true&page_no=14&page_size=10')).assets).toEqual([]);
  });

  test.each([100, 50])('silently cuts page_size to %i', async (maxPageSize) => {
    halo.simulator.toggles.maxPageSize = maxPageSize;
    const page = await fabrikam('pageinate=true&page_no=1&page_size=1000');
    expect(page).toMatchObject({ page_size: maxPageSize, record_count: 130 });
    expect(page.assets).toHaveLength(maxPageSize);
  });

  test('may begin page 2 after the cut size or after the size that was asked for', async () => {
    halo.simulator.toggles.maxPageSize = 50;
    const firstId = async () => (await fabrikam('pageinate=true&page_no=2&page_size=100')).assets[0].id;
    expect(await firstId()).toBe(151);
    halo.simulator.toggles.pageOffsetFrom = 'requested';
    expect(await firstId()).toBe(201);
  });

  test('count limits the rows where there are no pages', async () => {
    expect((await fabrikam('count=3')).assets).toHaveLength(3);
    expect((await fabrikam('count=120')).assets).toHaveLength(120);
    expect((await fabrikam('count=3&pageinate=true&page_size=10')).assets).toHaveLength(10);
  });
});
