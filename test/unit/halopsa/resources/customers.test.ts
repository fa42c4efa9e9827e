import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startTestHalo, type TestHalo } from '../../../support/halo.ts';

let halo: TestHalo;
beforeEach(async () => {
  halo = await startTestHalo();
});
afterEach(() => halo.close());

const calls = () => halo.simulator.calls.matching({ path: /^\/api\// });

test('clients are found by a part of their name', async () => {
  const page = await halo.api.clients.search({ search: 'north', page_no: 1, page_size: 50 });
  expect(page).toMatchObject({ recordCount: 1, rows: [{ id: 12, name: 'Northwind Dental' }] });
  expect(calls()[0]).toMatchObject({ path: '/api/Client', query: { pageinate: 'true', search: 'north' } });
});

test("a site's client_id, which HaloPSA writes as 12.0, is an integer", async () => {
  const page = await halo.api.sites.search({ client_id: 12 });
  expect(page).toMatchObject({ recordCount: 1, rows: [{ id: 18, client_id: 12 }] });
  expect(calls()[0]).toMatchObject({ path: '/api/Site', query: { pageinate: 'true', client_id: '12' } });
});

test('without the scope, HaloPSA’s empty 403 says which one is missing', async () => {
  await halo.close();
  halo = await startTestHalo({}, { scope: 'edit:tickets' });
  for (const list of [halo.api.clients, halo.api.sites])
    await expect(list.search({})).rejects.toMatchObject({
      code: 'scope_missing',
      halo: { status: 403, message: '(no text)' },
      hint: expect.stringContaining('`read:customers`'),
    });
});
