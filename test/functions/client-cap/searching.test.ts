import { afterEach, describe, expect, test } from '@jest/globals';
import { type CappedExtension, startCapped } from '../../support/capped.ts';
import { apiCalls, openTicket } from '../../support/halo-calls.ts';

let capped: CappedExtension;
afterEach(() => capped.extension.close());

/** Two tickets at client 12, three at 13 and one at 14, all found by the same word. */
async function start(allowedClientIds: number[]): Promise<void> {
  capped = await startCapped(allowedClientIds);
  for (const clientId of [12, 12, 13, 13, 13, 14])
    await openTicket(capped.extension, { summary: `Ransom note ${clientId}`, client_id: clientId });
}

const search = (input: Record<string, unknown>) => capped.call('search_tickets', input);
const clientsOf = (rows: { client_id: number }[]) => [...new Set(rows.map((row) => row.client_id))];
const queries = () => apiCalls(capped.extension).map(({ query }) => query);

describe('a search of tickets', () => {
  test.each([{}, { search: 'ransom' }, { client_id: 12 }, { search: 'Ransom note 13' }])(
    '%j finds only those of the allowed client, at both doors',
    async (input) => {
      await start([12]);
      for (const { data } of await capped.atBothDoors('search_tickets', input)) {
        expect(clientsOf(data.tickets).filter((id) => id !== 12)).toEqual([]);
        expect(data.record_count).toBe(data.tickets.length);
      }
    },
  );

  test('sends the filter', async () => {
    await start([12]);
    await search({ search: 'ransom' });
    expect(queries()).toMatchObject([{ search: 'ransom', client_id: '12' }]);
  });

  test('sends the filter for several', async () => {
    await start([12, 14]);
    const { body } = await search({});
    expect(queries()).toMatchObject([{ client_ids: '12,14' }]);
    expect(clientsOf(body.tickets)).toEqual([12, 14]);
    expect(body.record_count).toBe(3);
  });

  test('counts beyond the page where HaloPSA is shown to filter', async () => {
    await start([12]);
    expect((await search({ page_size: 1 })).body).toMatchObject({ record_count: 2, tickets: [{ client_id: 12 }] });
    expect((await search({ page_size: 1, page_no: 2 })).body).toMatchObject({ record_count: 2 });
  });
});

describe('a ticket by its number', () => {
  test('is found where it is of an allowed client', async () => {
    await start([12]);
    expect((await search({ ticket_id: 2884 })).body).toMatchObject({ record_count: 1, tickets: [{ client_id: 12 }] });
  });

  test.each([{}, { client_id: 12 }, { client_id: 13 }])(
    'of another client is refused, with %j too',
    async (filters) => {
      await start([12]);
      const { status, body } = await search({ ticket_id: 2886, ...filters });
      expect([status, body.code]).toEqual([403, 'client_not_allowed']);
      expect(JSON.stringify(body)).not.toContain('Ransom');
    },
  );
});

describe('a look-up', () => {
  test('of clients finds the allowed ones and counts no others', async () => {
    await start([12, 14]);
    const { body } = await capped.call('lookup_client_site', { type: 'client' });
    expect(body).toMatchObject({ record_count: 2, clients: [{ id: 12 }, { id: 14 }] });
  });

  test('by the name of another client finds nothing', async () => {
    await start([12]);
    for (const { data } of await capped.atBothDoors('lookup_client_site', { type: 'client', search: 'contoso' }))
      expect(data).toEqual({ record_count: 0, page_no: 1, page_size: 50, clients: [] });
  });

  test('pages what is left', async () => {
    await start([12, 14]);
    const page = async (pageNo: number) =>
      (await capped.call('lookup_client_site', { type: 'client', page_size: 1, page_no: pageNo })).body;
    expect(await page(1)).toMatchObject({ record_count: 2, clients: [{ id: 12 }] });
    expect(await page(2)).toMatchObject({ record_count: 2, clients: [{ id: 14 }] });
    expect(await page(3)).toMatchObject({ record_count: 2, clients: [] });
  });

  test('of sites finds those of the allowed clients', async () => {
    await start([12]);
    const { body } = await capped.call('lookup_client_site', { type: 'site' });
    expect(body).toMatchObject({ record_count: 1, sites: [{ id: 18, client_id: 12 }] });
    expect(queries()).toMatchObject([{ client_id: '12' }]);
  });

  test('of sites of several clients keeps to them', async () => {
    await start([12, 14]);
    const { body } = await capped.call('lookup_client_site', { type: 'site' });
    expect(clientsOf(body.sites)).toEqual([12, 14]);
    expect((await capped.call('lookup_client_site', { type: 'site', client_id: 14 })).body).toMatchObject({
      record_count: 1,
      sites: [{ id: 21 }],
    });
  });
});
