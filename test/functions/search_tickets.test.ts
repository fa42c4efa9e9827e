import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startTestExtension, type TestExtension } from '../support/extension.ts';
import { apiCalls, openTicket } from '../support/halo-calls.ts';

let extension: TestExtension;
beforeEach(async () => {
  extension = await startTestExtension();
  await openTicket(extension, { summary: 'EDR on WS-042', status_id: 1 });
  await openTicket(extension, { summary: 'EDR on WS-100', status_id: 2, agent_id: 7, tickettype_id: 2 });
  await openTicket(extension, { summary: 'Printer', client_id: 13, status_id: 9, agent_id: 8 });
});
afterEach(() => extension.close());

const search = (input: Record<string, unknown>) => extension.direct('search_tickets', input);
const idsOf = (body: { tickets: { id: number }[] }) => body.tickets.map(({ id }) => id);
const query = () => apiCalls(extension)[0]?.query;

describe('search_tickets', () => {
  test('returns one page of everything, in one round trip and without a write', async () => {
    const { status, body } = await search({});
    expect(status).toBe(200);
    expect(body).toMatchObject({ record_count: 3, page_no: 1, page_size: 50 });
    expect(idsOf(body)).toEqual([2884, 2885, 2886]);
    expect(apiCalls(extension)).toMatchObject([{ method: 'GET', path: '/api/Tickets' }]);
    expect(query()).toEqual({ pageinate: 'true', page_size: '50', page_no: '1' });
  });

  test('warns where HaloPSA gives smaller pages than were asked for', async () => {
    extension.halo.toggles.maxPageSize = 2;
    expect((await search({})).body._meta.warnings).toEqual([expect.stringContaining('2 rows for a page of 50')]);
    expect((await search({ page_size: 2 })).body).not.toHaveProperty('_meta');
  });

  test.each<[Record<string, unknown>, number[]]>([
    [{ search: 'edr' }, [2884, 2885]],
    [{ client_id: '13' }, [2886]],
    [{ agent_id: 7 }, [2885]],
    [{ status_ids: '1, 2' }, [2884, 2885]],
    [{ status_ids: [9] }, [2886]],
    [{ status_ids: 2 }, [2885]],
    [{ tickettype_id: 2 }, [2885]],
    [{ search: 'edr', status_ids: '2', client_id: 12, agent_id: '7' }, [2885]],
    [{ order: 'id', orderdesc: 'true' }, [2886, 2885, 2884]],
    [{ page_size: 2, page_no: 2 }, [2886]],
  ])('%j finds %j', async (input, ids) => {
    expect(idsOf((await search(input)).body)).toEqual(ids);
  });

  test("says HaloPSA's names for what we call otherwise", async () => {
    await search({ status_ids: '1,2', tickettype_id: 1 });
    expect(query()).toMatchObject({ status: '1,2', requesttype_id: '1' });
    expect(Object.keys(query() ?? {})).not.toEqual(expect.arrayContaining(['status_ids']));
    expect(Object.keys(query() ?? {})).not.toEqual(expect.arrayContaining(['tickettype_id']));
  });

  test('finds nothing without complaint', async () => {
    const { status, body } = await search({ search: 'no such text' });
    expect(status).toBe(200);
    expect(body).toEqual({ record_count: 0, page_no: 1, page_size: 50, tickets: [] });
  });

  test('shows the beginning of a long text, and all of it where one ticket is asked for', async () => {
    const details = `What: Credential dump\n${'ü'.repeat(20_000)}`;
    const id = await openTicket(extension, { summary: 'Long', details });
    const { tickets, _meta } = (await search({ search: 'Long' })).body;
    const [row] = tickets;
    expect(_meta.warnings).toEqual(['Long `details` of 1 tickets were cut; `ticket_id` shows a ticket whole.']);
    expect(row.details).toMatch(
      /^What: Credential dump\nü+\n… The text was cut here: .* `ticket_id` shows all of it\.$/,
    );
    expect(Buffer.byteLength(row.details)).toBeLessThanOrEqual(1_500);
    expect((await search({ ticket_id: id })).body.tickets[0].details).toBe(details);
  });

  test('beyond the last page is an empty one', async () => {
    expect((await search({ page_no: 99 })).body).toMatchObject({ record_count: 3, page_no: 99, tickets: [] });
  });

  test.each(['zero', 'negative', 'absent', 'bare'] as const)(
    'counts its rows where HaloPSA does not count the matches, and says so: %s',
    async (listCount) => {
      extension.halo.toggles.listCount = listCount;
      const { body } = await search({});
      expect([body.record_count, body.tickets.length]).toEqual([3, 3]);
      expect(body._meta.warnings).toEqual([expect.stringContaining('no count of all matches')]);
      expect((await search({ search: 'no such ticket' })).body).toMatchObject({ record_count: 0, tickets: [] });
    },
  );

  test('cuts a page size beyond HaloPSA’s limit, with a warning', async () => {
    const { body } = await search({ page_size: '500' });
    expect(body).toMatchObject({ page_size: 100, _meta: { warnings: [expect.stringContaining('500')] } });
    expect(query()).toMatchObject({ page_size: '100' });
  });
});

describe('a ticket by its number', () => {
  test('is read, and is one of one', async () => {
    const { status, body } = await search({ ticket_id: '2885' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ record_count: 1, page_no: 1, page_size: 50, tickets: [{ id: 2885, status_id: 2 }] });
    expect(body).not.toHaveProperty('_meta');
    expect(apiCalls(extension)).toMatchObject([{ method: 'GET', path: '/api/Tickets/2885' }]);
  });

  test.each([404, 400] as const)('that HaloPSA does not have is none, not a failure (%d)', async (unknownIdStatus) => {
    extension.halo.toggles.unknownIdStatus = unknownIdStatus;
    const { status, body } = await search({ ticket_id: 9999 });
    expect([status, body]).toEqual([200, { record_count: 0, page_no: 1, page_size: 50, tickets: [] }]);
  });

  test.each<[Record<string, unknown>, number]>([
    [{ client_id: 12 }, 1],
    [{ client_id: 13 }, 0],
    [{ status_ids: '1,2', agent_id: 7 }, 1],
    [{ status_ids: 9 }, 0],
    [{ tickettype_id: 1 }, 0],
  ])('has to fit %j: %d', async (filters, count) => {
    expect((await search({ ticket_id: 2885, ...filters })).body).toMatchObject({ record_count: count });
  });

  test('is on the first page only, so that whoever turns pages comes to an end', async () => {
    const empty = { record_count: 1, page_no: 2, tickets: [] };
    expect((await search({ ticket_id: 2885, page_no: 2 })).body).toMatchObject(empty);
  });

  test('is not searched for by a text as well, and that is said', async () => {
    const { body } = await search({ ticket_id: 2885, search: 'Printer' });
    expect(idsOf(body)).toEqual([2885]);
    expect(body._meta.warnings).toEqual([expect.stringContaining('`search` was left out')]);
  });

  test('is suggested to whoever calls it `id`', async () => {
    expect((await search({ id: 2885 })).body._meta.warnings).toEqual([expect.stringContaining('`ticket_id`?')]);
  });

  test('whose reading fails is a failure', async () => {
    extension.halo.faults.add({ kind: 'status', status: 403, times: Infinity, match: { path: '/api/Tickets/2885' } });
    expect((await search({ ticket_id: 2885 })).body).toMatchObject({ code: 'scope_missing' });
  });
});

describe('a row that contradicts a filter', () => {
  /** HaloPSA ignores what it doesn't know and answers with everything. */
  const answerWith = (tickets: object[], recordCount = tickets.length) =>
    extension.halo.faults.add({
      kind: 'status',
      status: 200,
      body: { record_count: recordCount, tickets },
      match: { method: 'GET', path: '/api/Tickets' },
    });

  test.each([
    ['client_id', { client_id: 12 }, { client_id: 13 }],
    ['agent_id', { agent_id: 7 }, { agent_id: 8 }],
    ['status_id', { status_ids: '1,2' }, { status_id: 9 }],
    ['tickettype_id', { tickettype_id: 1 }, { tickettype_id: 2 }],
  ])('by its %s is dropped, with a warning', async (_, filter, contradiction) => {
    const fitting = { id: 1, client_id: 12, agent_id: 7, status_id: 2, tickettype_id: 1 };
    answerWith([fitting, { ...fitting, id: 2, ...contradiction }], 700);
    const { body } = await search(filter);
    expect(idsOf(body)).toEqual([1]);
    expect(body.record_count).toBe(1);
    expect(body._meta.warnings).toEqual([
      expect.stringMatching(
        /returned 1 tickets.*contradict.*700.*`record_count` is that of this page, and other pages/,
      ),
    ]);
  });

  test('is not said to be in a total that HaloPSA did not give', async () => {
    answerWith([{ id: 1 }, { id: 2, client_id: 13 }], -1);
    const { body } = await search({ client_id: 12 });
    expect(body.record_count).toBe(1);
    expect(body._meta.warnings).toEqual([expect.stringMatching(/they were dropped, and it gave no total\./)]);
  });

  test('is judged by the id as an integer, however it is written', async () => {
    extension.halo.toggles.idStyle = 'string';
    const { body } = await search({ client_id: 13 });
    expect(body).toMatchObject({ record_count: 1, tickets: [{ id: 2886, client_id: 13 }] });
    expect(body).not.toHaveProperty('_meta');
  });

  test('is not one that leaves the field out', async () => {
    answerWith([{ id: 1 }, { id: 2, client_id: null }]);
    expect(idsOf((await search({ client_id: 12 })).body)).toEqual([1, 2]);
  });
});

test.each<[Record<string, unknown>, string[]]>([
  [{ page_size: 0, page_no: 0 }, ['page_size', 'page_no']],
  [{ page_size: 'all' }, ['page_size']],
  [{ status_ids: 'open' }, ['status_ids']],
  [{ status_ids: [] }, ['status_ids']],
  [
    { client_id: 'x', agent_id: {}, orderdesc: 'down', search: ['a'] },
    ['search', 'client_id', 'agent_id', 'orderdesc'],
  ],
])('wrong input %j is refused, and nothing is sent', async (input, fields) => {
  const { status, body } = await search(input);
  expect(status).toBe(400);
  expect(body.errors.map((error: { field: string }) => error.field)).toEqual(fields);
  expect(extension.halo.calls.all).toEqual([]);
});

test('a reply without the list is a failure, not an empty result', async () => {
  extension.halo.faults.add({
    kind: 'status',
    status: 200,
    body: { record_count: 3 },
    match: { path: '/api/Tickets' },
  });
  const { status, body } = await search({});
  expect([status, body.code]).toEqual([503, 'halo_unavailable']);
});
