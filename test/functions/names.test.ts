import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startTestExtension, type TestExtension } from '../support/extension.ts';
import { apiCalls, openTicket, posted } from '../support/halo-calls.ts';

let extension: TestExtension;
beforeEach(async () => {
  extension = await startTestExtension({
    simulator: {
      seed: {
        priorities: [
          { priorityid: 1, slaid: 1, name: 'Critical' },
          { priorityid: 2, slaid: 1, name: 'High' },
          // The number of a priority counts within its SLA on some tenants, so two can be the same one …
          { priorityid: 2, slaid: 2, name: 'High' },
          // … or not.
          { priorityid: 3, slaid: 1, name: 'Medium' },
          { priorityid: 7, slaid: 2, name: 'Medium' },
        ],
        sites: [
          { id: 1, name: 'Unknown', client_id: 1, inactive: false },
          { id: 18, name: 'Main', client_id: 12, inactive: false },
          { id: 19, name: 'Depot', client_id: 13, inactive: false },
          { id: 20, name: 'Main', client_id: 13, inactive: false },
          { id: 21, name: 'Plant', client_id: 14, inactive: false },
        ],
      },
    },
  });
});
afterEach(() => extension.close());

const create = (input: Record<string, unknown>) => extension.direct('create_ticket', { summary: 's', ...input });
const paths = () => apiCalls(extension).map(({ method, path }) => `${method} ${path.replace('/api', '')}`);

describe('a ticket is created by name', () => {
  test.each([
    ['client', 'Northwind Dental', 12],
    ['agent', 'Priya Nair', 8],
    ['priority', 'Critical', 1],
    ['status', 'In Progress', 2],
    ['tickettype', 'Service Request', 2],
  ])('for %s', async (field, name, id) => {
    const { status, body } = await create({ [field]: name });
    expect([status, body.detail]).toEqual([200, undefined]);
    expect(posted(extension)).toEqual([{ summary: 's', [`${field}_id`]: id }]);
    expect(body._meta).toEqual({ resolved: { [field]: { name, id } } });
  });

  test('at a site, which belongs to the client that is given by name', async () => {
    const { body } = await create({ client: 'Contoso Logistics', site: 'Main' });
    expect(posted(extension)).toEqual([{ summary: 's', client_id: 13, site_id: 20 }]);
    expect(body._meta.resolved).toEqual({
      client: { name: 'Contoso Logistics', id: 13 },
      site: { name: 'Main', id: 20 },
    });
  });

  test.each([
    ['by id', { client_id: '12' }],
    ['in `extra`', { extra: { Client_ID: 12 } }],
  ])('at a site, which belongs to the client that is given %s', async (_, client) => {
    await create({ site: 'Main', ...client });
    expect(posted(extension)).toMatchObject([{ site_id: 18 }]);
  });

  test('at a site without a client, where one site only has that name', async () => {
    await create({ site: 'Depot' });
    expect(posted(extension)).toEqual([{ summary: 's', site_id: 19 }]);
  });

  test.each([[' northwind DENTAL '], ['NORTHWIND DENTAL']])(
    'whatever its case and its ends: %j; HaloPSA’s spelling is said',
    async (client) => {
      expect((await create({ client })).body._meta.resolved).toEqual({ client: { name: 'Northwind Dental', id: 12 } });
    },
  );

  test('for LimaCharlie as for a direct caller', async () => {
    const { status, body } = await extension.request('create_ticket', { summary: 's', agent: 'lee chen' });
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ agent_id: 9, _meta: { resolved: { agent: { name: 'Lee Chen', id: 9 } } } });
  });

  test('by the number of a priority that tickets use, whatever its GUID', async () => {
    await create({ priority: 'high' });
    expect(posted(extension)).toEqual([{ summary: 's', priority_id: 2 }]);
  });

  test('never by a part of one', async () => {
    expect((await create({ client: 'Northwind' })).body).toMatchObject({ status: 404, code: 'not_found' });
  });

  test('not for a client that is inactive, also where HaloPSA lists it', async () => {
    extension.halo.toggles.inactiveInDefaultList = true;
    expect((await create({ client: 'Tailspin Toys' })).body.code).toBe('not_found');
  });

  test('found among more clients than fit on a page', async () => {
    extension.halo.state.clients.push(
      ...Array.from({ length: 250 }, (_, i) => ({ id: 1000 + i, name: `Branch ${i}`, inactive: false })),
    );
    await create({ client: 'branch 249' });
    await create({ client: 'Branch 2' });
    expect(posted(extension)).toMatchObject([{ client_id: 1249 }, { client_id: 1002 }]);
  });
});

describe('a ticket is updated by name', () => {
  test('for agent, priority and status', async () => {
    const id = await openTicket(extension);
    const { body } = await extension.direct('update_ticket', {
      id,
      agent: 'priya nair',
      priority: 'high',
      status: 'Closed',
    });
    expect(posted(extension)).toEqual([{ id, agent_id: 8, priority_id: 2, status_id: 9 }]);
    expect(body._meta.resolved).toEqual({
      agent: { name: 'Priya Nair', id: 8 },
      priority: { name: 'High', id: 2 },
      status: { name: 'Closed', id: 9 },
    });
  });

  test('and a redelivery that finds the update done knows it by the ids', async () => {
    const id = await openTicket(extension);
    extension.halo.faults.add({ kind: 'reset-after-commit', match: { method: 'POST', path: '/api/tickets' } });
    const { status, body } = await extension.request('update_ticket', { id, status: 'Closed' });
    expect([status, body.error]).toEqual([200, undefined]);
    expect(body.data).toMatchObject({ id, status_id: 9, _meta: { reconciled: true } });
    expect(posted(extension)).toHaveLength(1);
  });
});

describe('tickets are searched by name', () => {
  test.each([
    ['client', 'contoso logistics', 13],
    ['agent', 'Priya Nair', 8],
    ['tickettype', 'Service Request', 2],
  ])('for %s', async (field, name, id) => {
    await openTicket(extension);
    const wanted = await openTicket(extension, { [`${field}_id`]: id });
    const { body } = await extension.direct('search_tickets', { [field]: name });
    expect(body.tickets).toMatchObject([{ id: wanted, [`${field}_id`]: id }]);
    expect(body._meta.resolved).toMatchObject({ [field]: { id } });
  });

  test('one ticket, too, that is not the named client’s', async () => {
    const ticketId = await openTicket(extension);
    const { body } = await extension.direct('search_tickets', { ticket_id: ticketId, client: 'Contoso Logistics' });
    expect(body.tickets).toEqual([]);
  });

  test('a wrong name is an error, and never a search of all customers', async () => {
    const { status, body } = await extension.direct('search_tickets', { client: 'Contoso' });
    expect([status, body.code]).toEqual([404, 'not_found']);
    expect(body.detail).toContain('`Contoso Logistics`');
  });
});

describe('without a name, nothing is looked up', () => {
  test('for a new ticket', async () => {
    const { body } = await create({
      client_id: 12,
      site_id: 18,
      agent_id: 7,
      priority_id: 2,
      client: '<no value>',
      site: '',
    });
    expect(paths()).toEqual(['POST /Tickets']);
    expect(body).not.toHaveProperty('_meta');
  });

  test('for a changed one', async () => {
    const id = await openTicket(extension);
    await extension.direct('update_ticket', { id, status_id: 2 });
    expect(paths()).toEqual(['POST /Tickets']);
  });
});

describe('an id beside the name', () => {
  test('is sent where both mean the same', async () => {
    const { body } = await create({ client: 'northwind dental', client_id: '12' });
    expect(posted(extension)).toEqual([{ summary: 's', client_id: 12 }]);
    expect(body._meta.resolved).toEqual({ client: { name: 'Northwind Dental', id: 12 } });
  });

  test('settles a name that several records carry', async () => {
    await create({ priority: 'Medium', priority_id: 7 });
    expect(posted(extension)).toEqual([{ summary: 's', priority_id: 7 }]);
  });

  test.each([
    ['in its field', { client_id: 13 }],
    ['in `extra`', { extra: { Client_id: '13' } }],
    ['in `extra`, which wins over the field', { client_id: 12, extra: { client_id: 13 } }],
  ])('is an error where it is another record’s: %s', async (_, contradiction) => {
    const { body } = await create({ client: 'Northwind Dental', ...contradiction });
    expect(body).toMatchObject({ status: 400, code: 'invalid_input', errors: [{ field: 'client' }] });
    expect(body.detail).toContain('has the id 12, but `client_id` is 13');
    expect(posted(extension)).toEqual([]);
  });
});
