import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startTestExtension, type TestExtension } from '../support/extension.ts';
import { apiCalls } from '../support/halo-calls.ts';

let extension: TestExtension;
beforeEach(async () => {
  extension = await startTestExtension();
});
afterEach(() => extension.close());

const lookUp = (input: Record<string, unknown>) => extension.direct('lookup_client_site', input);

describe('lookup_client_site', () => {
  test('finds clients by name in one round trip', async () => {
    const { status, body } = await lookUp({ type: 'client', search: 'north' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      record_count: 1,
      page_no: 1,
      page_size: 50,
      clients: [{ id: 12, name: 'Northwind Dental' }],
    });
    expect(body).not.toHaveProperty('sites');
    expect(apiCalls(extension)).toMatchObject([
      {
        method: 'GET',
        path: '/api/Client',
        query: { search: 'north', pageinate: 'true', page_no: '1', page_size: '50' },
      },
    ]);
  });

  test('finds by a name that was pasted with blanks around it', async () => {
    const { body } = await lookUp({ type: 'client', search: ' north\t' });
    expect(body).toMatchObject({ record_count: 1, clients: [{ id: 12 }] });
  });

  test("finds a client's sites in one round trip", async () => {
    const { body } = await lookUp({ type: ' SITE ', client_id: '13' });
    expect(body.sites.map(({ id }: { id: number }) => id).toSorted()).toEqual([19, 20]);
    expect(body).not.toHaveProperty('clients');
    expect(apiCalls(extension)).toMatchObject([{ method: 'GET', path: '/api/Site', query: { client_id: '13' } }]);
  });

  test.each(['int', 'float', 'string'] as const)(
    'returns ids as integers where HaloPSA sends each as %s',
    async (idStyle) => {
      extension.halo.toggles.idStyle = idStyle;
      const { body } = await lookUp({ type: 'site', search: 'Main' });
      expect(body).toMatchObject({ record_count: 1, sites: [{ id: 18, client_id: 12 }] });
    },
  );

  test.each(['client', 'site'])('finds no %s without complaint', async (type) => {
    const { status, body } = await lookUp({ type, search: 'no such name' });
    expect(status).toBe(200);
    expect(body).toEqual({ record_count: 0, page_no: 1, page_size: 50, [`${type}s`]: [] });
  });

  test('goes from page to page', async () => {
    const pages = [];
    for (const pageNo of [1, 2, 3]) pages.push((await lookUp({ type: 'client', page_size: 2, page_no: pageNo })).body);
    expect(pages.map((page) => page.page_no)).toEqual([1, 2, 3]);
    expect(new Set(pages.flatMap((page) => page.clients.map(({ id }: { id: number }) => id))).size).toBe(
      pages[0].record_count,
    );
  });

  test.each(['client', 'site'])('counts the rows of a %s where HaloPSA gives no count, and says so', async (type) => {
    extension.halo.toggles.listCount = 'negative';
    const { body } = await lookUp({ type });
    expect(body.record_count).toBe(body[`${type}s`].length);
    expect(body._meta.warnings).toEqual([expect.stringContaining('no count of all matches')]);
  });

  test('cuts a page size beyond HaloPSA’s limit, with a warning', async () => {
    const { body } = await lookUp({ type: 'client', page_size: 101 });
    expect(body).toMatchObject({ page_size: 100, _meta: { warnings: [expect.stringContaining('101')] } });
  });

  test('says that `client_id` does not narrow a look-up of clients', async () => {
    const { body } = await lookUp({ type: 'client', client_id: 12 });
    expect(body._meta.warnings).toEqual([expect.stringContaining('only narrows a look-up of sites')]);
  });

  test('drops sites of other clients, where HaloPSA ignored the filter', async () => {
    const sites = [
      { id: 18, client_id: 12.0 },
      { id: 20, client_id: 13 },
    ];
    extension.halo.faults.add({
      kind: 'status',
      status: 200,
      body: { record_count: 2, sites },
      match: { path: '/api/Site' },
    });
    const { body } = await lookUp({ type: 'site', client_id: 12 });
    expect(body).toMatchObject({ record_count: 1, sites: [{ id: 18 }], _meta: { warnings: [expect.any(String)] } });
  });

  test('does not say that a client has no site where HaloPSA ignored the filter and its sites are on other pages', async () => {
    extension.halo.faults.add({
      kind: 'status',
      status: 200,
      body: { record_count: 700, sites: [{ id: 20, client_id: 13 }] },
      match: { path: '/api/Site' },
    });
    const { body } = await lookUp({ type: 'site', client_id: 12, page_size: 1 });
    expect(body).toMatchObject({ record_count: 0, sites: [] });
    expect(body._meta.warnings).toEqual([
      expect.stringMatching(/1 sites.*dropped, and its total of 700 counts such sites too.*other pages may hold more/),
    ]);
  });
});

test.each<[Record<string, unknown>, string[]]>([
  [{}, ['type']],
  [{ type: '<no value>' }, ['type']],
  [{ type: 'customer' }, ['type']],
  [{ type: 'site', client_id: 'x', page_no: -1 }, ['client_id', 'page_no']],
])('wrong input %j is refused, and nothing is sent', async (input, fields) => {
  const { status, body } = await lookUp(input);
  expect(status).toBe(400);
  expect(body.errors.map((error: { field: string }) => error.field)).toEqual(fields);
  expect(extension.halo.calls.all).toEqual([]);
});

test('without the permission to read customers the error says which scope is missing', async () => {
  await extension.close();
  extension = await startTestExtension({ credentials: { scope: 'edit:tickets edit:assets' } });
  const { status, body } = await lookUp({ type: 'client' });
  expect([status, body.code]).toEqual([502, 'scope_missing']);
  expect(body.hint).toContain('read:customers');
});
