import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startTestHalo, type TestHalo } from '../../support/halo.ts';

let halo: TestHalo;
beforeEach(async () => {
  halo = await startTestHalo();
});
afterEach(() => halo.close());

test('the facade reaches all five resources with one token, and reports every exchange', async () => {
  const { id } = await halo.api.tickets.create({ summary: 's', client_id: 12, site_id: 18 });
  await halo.api.ticketActions.add(id, { note: 'n', outcome: 'Note' });
  await halo.api.assets.searchAll({ search: 'WS-042' });
  await halo.api.clients.search({ search: 'north' });
  await halo.api.sites.search({ client_id: 12 });
  expect(halo.exchanges.map(({ kind, method, path, status }) => [kind, method, path, status])).toEqual([
    ['write', 'POST', '/Tickets', 201],
    ['write', 'POST', '/Actions', 201],
    ['read', 'GET', '/Asset', 200],
    ['read', 'GET', '/Client', 200],
    ['read', 'GET', '/Site', 200],
  ]);
  expect(halo.simulator.calls.count('POST', '/auth/token')).toBe(1);
});
