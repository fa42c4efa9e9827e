import { beforeEach, describe, expect, test } from '@jest/globals';
import { ids, useSimulator } from './harness.ts';

// The tickets are days apart, and a token has to last for all of them.
const halo = useSimulator({ toggles: { tokenLifetimeSeconds: 7 * 86_400 } });
const list = async (query: string) => (await halo.get(`/api/Tickets?${query}`)).json;

beforeEach(async () => {
  await halo.ticket({ summary: 'WS-042 malware', details: 'alpha', assets: [{ id: 501 }], agent_id: 7 });
  halo.nowMs += 86_400_000;
  await halo.ticket({ summary: 'Printer', details: 'about ws-042', client_id: 13, status_id: 2, tickettype_id: 2 });
  halo.nowMs += 86_400_000;
  await halo.ticket({ summary: 'Backup', client_id: 13, status_id: 9, agent_id: 8, priority_id: 1 });
});

describe('the list of tickets', () => {
  test('is an envelope of rows without assets and HTML', async () => {
    const { record_count, tickets, ...extras } = await list('');
    expect(record_count).toBe(3);
    expect(extras).toEqual({ include_children: false });
    expect(tickets[0]).toMatchObject({ id: 2884, client_name: 'Northwind Dental', details: 'alpha', use: 'ticket' });
    expect(tickets[0]).not.toHaveProperty('assets');
    expect(tickets[0]).not.toHaveProperty('details_html');
  });

  test.each([
    ['search=WS-042', [2884, 2885]],
    ['search_summary=ws-042', [2884]],
    ['search_details=WS-042', [2885]],
    ['search=100%25', []],
    ['client_id=13', [2885, 2886]],
    ['site_id=18', [2884]],
    ['agent_id=7', [2884]],
    ['asset_id=501', [2884]],
    ['status=1,2', [2884, 2885]],
    ['status_id=9', [2886]],
    ['requesttype_id=2', [2885]],
    ['requesttype=1,2', [2884, 2885, 2886]],
    ['priority=1', [2886]],
    ['client_ids=12,14', [2884]],
    ['open_only=true', [2884, 2885]],
    ['closed_only=true', [2886]],
    ['client_id=13&status=2&search=printer', [2885]],
    ['datesearch=dateoccured&startdate=2026-11-21&enddate=2026-11-21', [2885]],
    ['datesearch=datecleared&startdate=2026-11-01', [2886]],
    ['CLIENT_ID=13', [2885, 2886]],
  ])('filters by %s', async (query, expected) => {
    expect(ids((await list(query)).tickets)).toEqual(expected);
  });

  test.each(['status_ids=9', 'tickettype_id=2', 'customer_id=13', 'search_everything=x', 'startdate=2030-01-01'])(
    'silently ignores %s',
    async (query) => {
      expect((await list(query)).record_count).toBe(3);
    },
  );

  test('refuses text where an id belongs', async () => {
    const { status, json } = await halo.get('/api/Tickets?client_id=abc');
    expect(status).toBe(400);
    expect(json).toEqual({ client_id: ["The value 'abc' is invalid."] });
  });

  test.each([
    ['order=id&orderdesc=true', [2886, 2885, 2884]],
    ['order=summary', [2886, 2885, 2884]],
    ['order=client_id&orderdesc=true&order2=id&orderdesc2=true', [2886, 2885, 2884]],
    ['order=nonsense&orderdesc=true', [2884, 2885, 2886]],
  ])('sorts by %s', async (query, expected) => {
    expect(ids((await list(query)).tickets)).toEqual(expected);
  });
});
