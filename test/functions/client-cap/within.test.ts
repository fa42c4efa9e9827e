import { afterEach, describe, expect, test } from '@jest/globals';
import { type CappedExtension, startCapped } from '../../support/capped.ts';
import { apiCalls, openTicket, posted } from '../../support/halo-calls.ts';

let capped: CappedExtension;
afterEach(() => capped.extension.close());

const asked = () => apiCalls(capped.extension).map(({ method, path }) => `${method} ${path.replace('/api/', '')}`);

/** A limit, and a ticket at client 12; its making is not among the calls. */
async function start(allowedClientIds: number[], ticket: Record<string, unknown> = {}): Promise<number> {
  capped = await startCapped(allowedClientIds);
  return openTicket(capped.extension, ticket);
}

describe('an org that may touch one client', () => {
  test.each<Record<string, unknown>>([
    {},
    { extra: { client_id: null } },
    { client_id: '12' },
    { extra: { Client_ID: '12.0' } },
  ])('creates tickets there: %j', async (input) => {
    await start([12]);
    for (const { data } of await capped.atBothDoors('create_ticket', { summary: 's', ...input })) {
      expect(data).toMatchObject({ client_id: 12 });
    }
    expect(posted(capped.extension).map(({ client_id }) => client_id)).toEqual([12, 12]);
  });

  test('creates them there also where it names only a site or a user', async () => {
    await start([12]);
    expect((await capped.call('create_ticket', { summary: 's', site_id: 18 })).body).toMatchObject({ client_id: 12 });
    expect((await capped.call('create_ticket', { summary: 's', user_id: 41 })).body).toMatchObject({ user_id: 41 });
    expect(posted(capped.extension)).toMatchObject([
      { client_id: 12, site_id: 18 },
      { client_id: 12, user_id: 41 },
    ]);
  });

  test('names site, user, parent and assets of its client', async () => {
    const parentId = await start([12]);
    const place = { client_id: 12, site_id: 18, user_id: 41, parent_id: parentId, asset_ids: [501, 502] };
    const { status, body } = await capped.call('create_ticket', { summary: 's', ...place });
    expect(status).toBe(200);
    expect(body).toMatchObject({ client_id: 12, site_id: 18, user_id: 41, parent_id: parentId });
    expect(posted(capped.extension)).toMatchObject([{ assets: [{ id: 501 }, { id: 502 }] }]);
  });

  test('takes a site by its number only, whatever form the number has', async () => {
    await start([12]);
    await capped.call('create_ticket', { summary: 's', extra: { Site_Id: '18.0', PARENT_ID: 0, user_id: '0' } });
    expect(posted(capped.extension)).toMatchObject([{ client_id: 12, site_id: 18, parent_id: 0, user_id: 0 }]);
  });

  test('changes, notes and links on its tickets', async () => {
    const id = await start([12]);
    expect((await capped.call('update_ticket', { id, status_id: 2 })).body).toMatchObject({ id, status_id: 2 });
    expect((await capped.call('update_ticket', { id, extra: { client_id: '12' } })).status).toBe(200);
    expect((await capped.call('add_action', { ticket_id: id, note: 'n' })).body).toMatchObject({ ticket_id: id });
    const link = await capped.call('link_asset_to_ticket', { ticket_id: id, hostname: 'WS-042' });
    expect(link.body).toMatchObject({ asset_id: 501, ticket: { assets: [{ id: 501 }] } });
  });

  test('links the host of this name that is its own', async () => {
    const id = await start([12]);
    const { body } = await capped.call('link_asset_to_ticket', { ticket_id: id, hostname: 'WS-100' });
    expect(body).toMatchObject({ asset_id: 301 });
  });

  test('makes a host of its own where only another client has one of this name', async () => {
    const id = await start([12]);
    const input = { ticket_id: id, hostname: 'HOST-7', asset_type_id: 7 };
    const { body } = await capped.call('link_asset_to_ticket', input);
    expect(body).toMatchObject({ asset_created: true, asset: { client_id: 12 } });
  });

  test('makes and links a host in a dry run, too', async () => {
    const id = await start([12]);
    const input = { ticket_id: id, hostname: 'NEW-1', asset_type_id: 7, dry_run: true };
    const { body } = await capped.call('link_asset_to_ticket', input);
    expect(body.would_send).toMatchObject([
      { path: '/api/Asset', body: [{ client_id: 12 }] },
      { path: '/api/Tickets', body: [{ id, assets: [{ id: 0 }] }] },
    ]);
  });

  test('keeps what somebody else attached when it links', async () => {
    const id = await start([12], { asset_ids: [302] });
    const { status } = await capped.call('link_asset_to_ticket', { ticket_id: id, hostname: 'WS-042' });
    expect(status).toBe(200);
    expect(posted(capped.extension)).toEqual([{ id, assets: [{ id: 302 }, { id: 501 }] }]);
  });
});

describe('the checks cost', () => {
  test('nothing where a ticket names nothing but its client', async () => {
    await start([12]);
    await capped.call('create_ticket', { summary: 's', client_id: 12 });
    expect(asked()).toEqual(['POST Tickets']);
  });

  test('nothing beyond what a link reads anyway', async () => {
    const id = await start([12]);
    await capped.call('link_asset_to_ticket', { ticket_id: id, hostname: 'WS-042' });
    expect(asked().toSorted()).toEqual(['GET Asset', `GET Tickets/${id}`, 'POST Tickets']);
  });

  test('one reading of the ticket for a change or a note', async () => {
    const id = await start([12]);
    await capped.call('update_ticket', { id, status_id: 2 });
    await capped.call('add_action', { ticket_id: id, note: 'n' });
    expect(asked()).toEqual([`GET Tickets/${id}`, 'POST Tickets', `GET Tickets/${id}`, 'POST Actions']);
  });
});

describe('an org that may touch several clients', () => {
  test('has to say which one a ticket is for', async () => {
    await start([12, 14]);
    for (const { text } of await capped.atBothDoors('create_ticket', { summary: 's' })) {
      expect(text).toContain('client_not_allowed');
      expect(text).toContain('allowed for it: 12, 14.');
    }
    expect(posted(capped.extension)).toEqual([]);
  });

  test('may move a ticket between them, and not out of them', async () => {
    const id = await start([12, 14]);
    expect((await capped.call('update_ticket', { id, extra: { client_id: 14, site_id: 21 } })).body).toMatchObject({
      client_id: 14,
    });
    expect((await capped.call('update_ticket', { id, extra: { client_id: 13 } })).status).toBe(403);
  });

  test('can’t give a ticket of one the site of the other', async () => {
    await start([12, 14]);
    expect((await capped.call('create_ticket', { summary: 's', client_id: 12, site_id: 21 })).status).toBe(403);
  });
});

test('an org that may touch no client gets nothing', async () => {
  const id = await start([]);
  const calls: [string, Record<string, unknown>][] = [
    ['create_ticket', { summary: 's' }],
    ['create_ticket', { summary: 's', client_id: 12 }],
    ['update_ticket', { id, status_id: 2 }],
    ['search_tickets', {}],
  ];
  for (const [action, input] of calls) expect((await capped.call(action, input)).status).toBe(403);
  expect((await capped.call('lookup_client_site', { type: 'client' })).body).toMatchObject({ record_count: 0 });
});
