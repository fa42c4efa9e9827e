import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startTestExtension, type TestExtension } from '../support/extension.ts';
import { apiCalls, openTicket, posted } from '../support/halo-calls.ts';

let extension: TestExtension;
beforeEach(async () => {
  extension = await startTestExtension();
});
afterEach(() => extension.close());

const link = (input: Record<string, unknown>) => extension.direct('link_asset_to_ticket', input);
const asked = () => apiCalls(extension).map(({ method, path }) => `${method} ${path.replace(/\d+$/, '{id}')}`);
const assetsOf = (ticketId: number) => extension.halo.state.tickets.find(({ id }) => id === ticketId)?.asset_ids;

/** The calls that HaloPSA holds at the same time, each unanswered, once `count` of them are there. */
async function unansweredAtOnce(count: number): Promise<string[]> {
  while (apiCalls(extension).length < count) await new Promise((resolve) => setTimeout(resolve, 2));
  return apiCalls(extension).every(({ status }) => status === null) ? asked() : [];
}

describe('linking', () => {
  test('an existing asset reads ticket and assets, then writes', async () => {
    const ticketId = await openTicket(extension);
    const { status, body } = await link({ ticket_id: String(ticketId), hostname: 'WS-042' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      asset_id: 501,
      asset_created: false,
      asset: { id: 501, inventory_number: 'WS-042' },
      ticket: { id: ticketId, assets: [{ id: 501 }] },
    });
    expect(body).not.toHaveProperty('_meta');
    expect(asked().toSorted()).toEqual(['GET /api/Asset', 'GET /api/Tickets/{id}', 'POST /api/Tickets']);
    expect(asked().at(-1)).toBe('POST /api/Tickets');
    expect(posted(extension)).toEqual([{ id: ticketId, assets: [{ id: 501 }] }]);
  });

  test.each([
    ['WS-042', ['GET /api/Asset', 'GET /api/Tickets/{id}']],
    ['ws-042.corp.example', ['GET /api/Asset', 'GET /api/Asset', 'GET /api/Tickets/{id}']],
  ])('%s reads all at once: two round trips, with the write', async (hostname, reads) => {
    const ticketId = await openTicket(extension);
    extension.halo.toggles.latencyMs = 300;
    const linking = link({ ticket_id: ticketId, hostname });
    expect((await unansweredAtOnce(reads.length)).toSorted()).toEqual(reads);
    expect((await linking).body).toMatchObject({ asset_id: 501 });
    expect(asked().slice(reads.length)).toEqual(['POST /api/Tickets']);
  });

  test('an asset that is attached already writes nothing', async () => {
    const ticketId = await openTicket(extension, { asset_ids: [501, 502] });
    const { body } = await link({ ticket_id: ticketId, hostname: 'ws-042' });
    expect(body).toMatchObject({ asset_id: 501, asset_created: false, ticket: { id: ticketId } });
    expect(asked().toSorted()).toEqual(['GET /api/Asset', 'GET /api/Tickets/{id}']);
  });

  test.each(['WS-077', 'ws-077.corp.example'])('%s, which is missing, creates it and attaches it', async (hostname) => {
    const ticketId = await openTicket(extension, { asset_ids: [502] });
    const input = { ticket_id: ticketId, hostname, client_id: 12, site_id: 18, asset_type_id: '7' };
    const { status, body } = await link(input);
    expect(status).toBe(200);
    expect(body).toMatchObject({ asset_id: 503, asset_created: true, asset: { inventory_number: hostname } });
    expect(posted(extension)).toEqual([
      { inventory_number: hostname, client_id: 12, site_id: 18, assettype_id: 7 },
      { id: ticketId, assets: [{ id: 502 }, { id: 503 }] },
    ]);
    expect(asked().slice(-2)).toEqual(['POST /api/Asset', 'POST /api/Tickets']);
    expect(
      asked()
        .slice(0, -2)
        .every((call) => call.startsWith('GET')),
    ).toBe(true);
  });

  test('twice is as good as once', async () => {
    const ticketId = await openTicket(extension);
    const input = { ticket_id: ticketId, hostname: 'WS-077', asset_type_id: 7 };
    const first = await link(input);
    const second = await link(input);
    expect([first.body.asset_created, second.body.asset_created]).toEqual([true, false]);
    expect(second.body.asset_id).toBe(first.body.asset_id);
    expect(assetsOf(ticketId)).toEqual([first.body.asset_id]);
  });
});

describe('the assets that the ticket has stay', () => {
  test('and the new one comes beside them', async () => {
    const ticketId = await openTicket(extension, { asset_ids: [303, 304] });
    await link({ ticket_id: ticketId, hostname: 'WS-042' });
    expect(assetsOf(ticketId)).toEqual([303, 304, 501]);
  });

  test('where HaloPSA shows them only with details', async () => {
    extension.halo.toggles.assetsOnPlainGet = false;
    const ticketId = await openTicket(extension, { asset_ids: [303] });
    await link({ ticket_id: ticketId, hostname: 'WS-042' });
    expect(assetsOf(ticketId)).toEqual([303, 501]);
  });

  test('where the ticket comes without its list: absent is not empty', async () => {
    const ticketId = await openTicket(extension, { asset_ids: [303] });
    const body = { id: ticketId, client_id: 12, summary: 's' };
    extension.halo.faults.add({ kind: 'status', status: 200, body, match: { method: 'GET', path: '/api/Tickets/' } });
    await link({ ticket_id: ticketId, hostname: 'WS-042' });
    expect(assetsOf(ticketId)).toEqual([303, 501]);
  });

  test.each([
    [30, 20],
    [14, 10],
  ])('where the ticket has more than it shows: %i, and %i shown', async (has, shown) => {
    const many = extension.halo.state.assets.slice(0, has).map(({ id }) => id);
    const ticketId = await openTicket(extension, { asset_ids: many });
    extension.halo.toggles.shownAssets = shown;
    await link({ ticket_id: ticketId, hostname: 'WS-042' });
    expect(assetsOf(ticketId)?.toSorted((a, b) => a - b)).toEqual([...many, 501]);
    expect(posted(extension)).toMatchObject([{ assets: { length: has + 1 } }]);
  });

  test('where one of those that it shows has no id', async () => {
    const ticketId = await openTicket(extension, { asset_ids: [303, 304] });
    const body = { id: ticketId, client_id: 12, summary: 's', assets: [{ id: 303 }, { inventory_number: 'SRV-02' }] };
    extension.halo.faults.add({ kind: 'status', status: 200, body, match: { method: 'GET', path: '/api/Tickets/' } });
    await link({ ticket_id: ticketId, hostname: 'WS-042' });
    expect(assetsOf(ticketId)).toEqual([303, 304, 501]);
  });

  test('and are not read again where one of the many that it shows is the one', async () => {
    const many = [...extension.halo.state.assets.slice(0, 30).map(({ id }) => id), 501];
    const ticketId = await openTicket(extension, { asset_ids: many });
    await link({ ticket_id: ticketId, hostname: 'WS-042' });
    expect(apiCalls(extension).filter(({ query }) => 'ticket_id' in query)).toEqual([]);
    expect(assetsOf(ticketId)).toEqual(many);
  });

  test('where several are linked at once', async () => {
    const ticketId = await openTicket(extension, { asset_ids: [303] });
    extension.halo.toggles.latencyMs = 5;
    await Promise.all(['WS-042', 'WS-0421', 'SRV-02'].map((hostname) => link({ ticket_id: ticketId, hostname })));
    expect(assetsOf(ticketId)?.toSorted()).toEqual([303, 304, 501, 502]);
  });
});

describe('an asset that HaloPSA drops from the list without a word', () => {
  const answerTheWrite = (ticketId: number, more: object) =>
    extension.halo.faults.add({
      kind: 'status',
      status: 201,
      body: { id: ticketId, summary: 's', ...more },
      match: { method: 'POST', path: '/api/Tickets' },
    });

  test.each(['WS-042', 'NEW-1'])('is told, with %s', async (hostname) => {
    const ticketId = await openTicket(extension, { asset_ids: [502] });
    answerTheWrite(ticketId, { assets: [{ id: 502 }] });
    const { status, body } = await link({ ticket_id: ticketId, hostname, asset_type_id: 7 });
    expect(status).toBe(200);
    expect(body._meta.warnings).toEqual([expect.stringContaining(`without asset ${body.asset_id}`)]);
  });

  test('is not spoken of where the reply leaves the list out, or may have cut it', async () => {
    const ticketId = await openTicket(extension, { asset_ids: [502] });
    for (const more of [{}, { assets: Array.from({ length: 10 }, (_, index) => ({ id: 900 + index })) }]) {
      answerTheWrite(ticketId, more);
      expect((await link({ ticket_id: ticketId, hostname: 'WS-042' })).body).not.toHaveProperty('_meta');
    }
  });
});

describe('an unknown ticket', () => {
  test.each(['WS-042', 'NEW-1'])('ends it, and nothing is created or written for %s', async (hostname) => {
    const { status, body } = await link({ ticket_id: 9999, hostname, client_id: 12, asset_type_id: 7 });
    expect([status, body.code]).toEqual([404, 'not_found']);
    expect(posted(extension)).toEqual([]);
  });

  test('counts before a search that fails too', async () => {
    extension.halo.faults.add({ kind: 'status', status: 400, body: { Message: 'no' }, match: { path: '/api/Asset' } });
    expect((await link({ ticket_id: 9999, hostname: 'WS-042' })).body).toMatchObject({ code: 'not_found' });
  });
});

test('a search for the short name that fails does not matter where the full name is found', async () => {
  const ticketId = await openTicket(extension, { client_id: 13 });
  const fault = { kind: 'status', status: 400, body: { Message: 'no' } } as const;
  extension.halo.faults.add({ ...fault, skip: 1, match: { path: '/api/Asset' } });
  const { body } = await link({ ticket_id: ticketId, hostname: 'srv-01.corp.example' });
  expect(body).toMatchObject({ asset_id: 303 });
});

test.each<[Record<string, unknown>, string[]]>([
  [{}, ['ticket_id', 'hostname']],
  [{ ticket_id: 0, hostname: ' ' }, ['ticket_id', 'hostname']],
  [
    { ticket_id: 1, hostname: ['WS-042'], asset_type_id: 'x', create_if_missing: 'maybe' },
    ['hostname', 'asset_type_id', 'create_if_missing'],
  ],
])('wrong input %j is refused, and nothing is sent', async (input, fields) => {
  const { status, body } = await link(input);
  expect(status).toBe(400);
  expect(body.errors.map((error: { field: string }) => error.field)).toEqual(fields);
  expect(extension.halo.calls.all).toEqual([]);
});
