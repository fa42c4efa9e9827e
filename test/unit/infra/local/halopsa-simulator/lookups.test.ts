import { describe, expect, test } from '@jest/globals';
import { ids, useSimulator } from './harness.ts';

const halo = useSimulator();

describe('clients', () => {
  test('are searched by a part of their name', async () => {
    const { json } = await halo.get('/api/Client?search=north&pageinate=true&page_no=1&page_size=50');
    expect(json).toEqual({
      page_no: 1,
      page_size: 50,
      record_count: 1,
      clients: [
        {
          id: 12,
          name: 'Northwind Dental',
          toplevel_id: 1,
          toplevel_name: 'Top',
          inactive: false,
          colour: '#2bd3c6',
          ref: '',
          use: 'client',
        },
      ],
    });
  });

  test('leave inactive ones out unless asked', async () => {
    expect(ids((await halo.get('/api/Client?search=tailspin')).json.clients)).toEqual([]);
    expect(ids((await halo.get('/api/Client?search=tailspin&includeinactive=true')).json.clients)).toEqual([15]);
  });

  test('show their main site in detail', async () => {
    expect((await halo.get('/api/Client/12')).json).not.toHaveProperty('main_site_id');
    expect((await halo.get('/api/Client/12?includedetails=true')).json.main_site_id).toBe(18);
    expect((await halo.get('/api/Client/99')).status).toBe(404);
  });
});

describe('sites', () => {
  test('carry their client id as a double', async () => {
    const { text, json } = await halo.get('/api/Site?client_id=12&pageinate=true&page_no=1&page_size=50');
    expect(text).toContain('"client_id":12.0');
    expect(json).toMatchObject({
      record_count: 1,
      sites: [{ id: 18, name: 'Main', client_id: 12, clientsite_name: 'Northwind Dental/Main', use: 'site' }],
    });
  });

  test('are searched by name, and filtered', async () => {
    const sites = async (query: string) => ids((await halo.get(`/api/Site?${query}`)).json.sites);
    expect(await sites('search=head')).toEqual([20]);
    expect(await sites('client_id=13')).toEqual([20, 19]);
    expect(await sites('client_id=13&includeinactive=true')).toEqual([20, 19, 22]);
    expect(await sites('site_id=21')).toEqual([21]);
    expect((await halo.get('/api/Site/18')).json.name).toBe('Main');
    expect((await halo.get('/api/Site/99')).status).toBe(404);
  });
});

describe('a user', () => {
  test('shows a site, as a double, and of the client the name only', async () => {
    const { text, json } = await halo.get('/api/Users/42');
    expect(text).toContain('"site_id":20.0');
    expect(json).toMatchObject({ id: 42, name: 'Marcus Bell', site_id_int: 20, client_name: 'Contoso Logistics' });
    expect(json).not.toHaveProperty('client_id');
    expect((await halo.get('/api/Users/99')).status).toBe(404);
  });
});

describe('lookup lists', () => {
  test.each([
    ['whole', [60, 60, 60]],
    ['counted', [50, 60, 50]],
    ['paged', [50, 50, 10]],
    ['cut', [50, 50, 50]],
  ] as const)(
    'of sixty rows that are %s give so many to nobody’s, to a count’s and to a second page’s request: %j',
    async (namedLists, rows) => {
      halo.simulator.toggles.namedLists = namedLists;
      halo.simulator.state.teams = Array.from({ length: 60 }, (_, index) => ({ id: index + 1, name: 'x' }));
      const queries = ['', 'count=5000', 'pageinate=true&page_no=2&page_size=50'];
      const replies = await Promise.all(queries.map((query) => halo.get(`/api/Team?${query}`)));
      expect(replies.map(({ json }) => json.length)).toEqual(rows);
    },
  );

  test('come in an envelope that counts them, by choice', async () => {
    Object.assign(halo.simulator.toggles, { namedListShape: 'envelope', unpagedRows: 1 });
    const { json } = await halo.get('/api/Team');
    expect(json).toMatchObject({ record_count: halo.simulator.state.teams.length, teams: [{ id: 1 }] });
  });

  test.each([
    ['Status', { id: 9, name: 'Closed' }],
    ['TicketType', { id: 1, name: 'Incident' }],
    ['Team', { id: 2, name: 'SOC' }],
    ['Agent', { id: 7, name: 'Sam Okoro' }],
    ['Outcome', { id: 7, name: 'Note' }],
    ['AssetType', { id: 7, name: 'Workstation' }],
  ])('/%s is a bare array', async (list, row) => {
    const { json } = await halo.get(`/api/${list}`);
    expect(json).toEqual(expect.arrayContaining([expect.objectContaining(row)]));
  });

  test('/Priority has the usable number in priorityid, and a GUID for an id', async () => {
    const { json } = await halo.get('/api/Priority');
    expect(json[2]).toMatchObject({ id: expect.stringMatching(/^[0-9a-f-]{36}$/), priorityid: 3, name: 'Medium' });
  });
});
