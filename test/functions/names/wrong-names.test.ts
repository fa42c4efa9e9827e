import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startTestExtension, type TestExtension } from '../../support/extension.ts';
import { apiCalls, posted } from '../../support/halo-calls.ts';

let extension: TestExtension;
beforeEach(async () => {
  extension = await startTestExtension();
});
afterEach(async () => {
  await extension.close();
  // Whatever is wrong with a name: nothing is written.
  expect(posted(extension)).toEqual([]);
});

const create = (input: Record<string, unknown>) => extension.direct('create_ticket', { summary: 's', ...input });

describe('an unknown name', () => {
  test.each([
    ['client', 'Northwnd Dental', '`Northwind Dental`'],
    ['client', 'northwnd', '`Northwind Dental`'],
    ['client', 'Logistics', '`Contoso Logistics`'],
    ['agent', 'Sam Okoru', '`Sam Okoro`'],
    ['priority', 'Hihg', '`High`'],
    ['status', 'in-progress', '`In Progress`'],
    ['tickettype', 'Security', '`Security Incident`'],
  ])('of a %s, %s, gets the nearest names, %s first', async (field, name, nearest) => {
    const { body } = await create({ [field]: name });
    expect(body).toMatchObject({ status: 404, code: 'not_found', retriable: false });
    expect(body.detail).toContain(`is called \`${name}\`; the nearest are ${nearest}`);
    expect(body.errors).toEqual([
      { field, expected: expect.stringContaining(`such as ${nearest}`), received: JSON.stringify(name) },
    ]);
    expect(body.hint).toContain(`\`${field}_id\``);
  });

  test.each([
    ['by id', { client_id: 13 }],
    ['by name', { client: 'Contoso Logistics' }],
  ])(
    'of a site gets only the sites of the client that is given %s, and says so: another one has it',
    async (_, client) => {
      const { body } = await create({ ...client, site: 'Main' });
      expect(body.code).toBe('not_found');
      expect(body.detail).toBe(
        "None of HaloPSA's sites of client 13 is called `Main`; the nearest are `Head Office`, `Depot`.",
      );
      expect(body.errors[0].expected).toBe('one of the sites of client 13, such as `Head Office`, `Depot`');
    },
  );

  test('of a site without a client is one of all sites', async () => {
    const { body } = await create({ site: 'Mian' });
    expect(body.detail).toMatch(/^None of HaloPSA's sites is called `Mian`; the nearest are `Main`/);
  });

  test('beside an id is an error too: nobody knows which of them is meant', async () => {
    expect((await create({ client: 'Nobody', client_id: 12 })).body.code).toBe('not_found');
  });

  test('is one sentence to LimaCharlie, which gives up on it', async () => {
    const { status, body } = await extension.request('create_ticket', { summary: 's', status: 'Opn' });
    expect([status, body.retriable]).toEqual([400, false]);
    expect(body.error).toContain('the nearest are');
  });
});

describe('a name longer than HaloPSA could have', () => {
  test.each(['client', 'site', 'agent', 'priority', 'status', 'tickettype'])(
    'is refused for a %s before anything is looked up, and not sent back',
    async (field) => {
      const { body } = await create({ [field]: 'x'.repeat(100_000) });
      expect(body).toMatchObject({ status: 400, code: 'invalid_input', errors: [{ field }] });
      expect(body.errors[0].expected).toBe('a string of at most 255 characters');
      expect(JSON.stringify(body).length).toBeLessThan(1_000);
      expect(apiCalls(extension)).toEqual([]);
    },
  );

  test('is 256 characters', async () => {
    expect((await create({ agent: 'x'.repeat(255) })).body.code).toBe('not_found');
    expect((await create({ agent: 'x'.repeat(256) })).body.code).toBe('invalid_input');
  });
});

const LINK = { ticket_id: 2884, hostname: 'WS-042' };

describe('a name where an id is due', () => {
  test.each([['client'], ['site'], ['agent'], ['priority'], ['status'], ['tickettype']])(
    'is told that it goes into `%s`',
    async (field) => {
      const { body } = await create({ [`${field}_id`]: 'Northwind Dental' });
      const expected = `an integer of 1 or more (a name goes into \`${field}\`)`;
      expect(body.errors).toEqual([{ field: `${field}_id`, expected, received: '"Northwind Dental"' }]);
    },
  );

  test.each([
    ['where the action takes no name', 'link_asset_to_ticket', { ...LINK, client_id: 'Northwind Dental' }],
    ['where no record has a name', 'create_ticket', { summary: 's', user_id: 'Northwind Dental' }],
    ['where it is a number', 'create_ticket', { summary: 's', client_id: '1.5' }],
  ])('is not told so %s', async (_, action, input) => {
    const { body } = await extension.direct(action, input);
    expect(body.errors).toMatchObject([{ expected: 'an integer of 1 or more' }]);
  });
});

describe('a name that several records carry', () => {
  test('gets all of them with their ids and what tells them apart', async () => {
    extension.halo.state.sites.push({ id: 30, name: 'depot', client_id: 12, inactive: false });
    extension.halo.state.priorities.push({ priorityid: 6, slaid: 2, name: 'HIGH' });
    const { body } = await create({ site: 'Depot', priority: 'High' });
    expect(body).toMatchObject({ status: 409, code: 'ambiguous', retriable: false });
    expect(body.detail).toContain('2 sites are called `Depot`: 19 (Contoso Logistics), 30 (Northwind Dental).');
    expect(body.detail).toContain('2 priorities are called `High`: 2 (SLA 1), 6 (SLA 2).');
    expect(body.errors.map(({ field }: { field: string }) => field)).toEqual(['site', 'priority']);
  });
});

describe('several wrong names', () => {
  test('are told at once', async () => {
    extension.halo.state.agents.push({ id: 77, name: 'Sam Okoro', email: '', team: '' });
    const { body } = await create({
      client: 'X',
      agent: 'Sam Okoro',
      priority: 'Y',
      status: 'Closed',
      tickettype: 'Z',
    });
    expect(body.code).toBe('not_found');
    expect(body.errors.map(({ field }: { field: string }) => field)).toEqual([
      'client',
      'agent',
      'priority',
      'tickettype',
    ]);
  });

  test('are a contradiction first', async () => {
    const { body } = await create({ client: 'X', agent: 'Sam Okoro', agent_id: 8 });
    expect(body.code).toBe('invalid_input');
    expect(body.errors).toHaveLength(2);
  });

  test('say nothing of a site whose client is not known', async () => {
    const { body } = await create({ client: 'Nobody', site: 'Main' });
    expect(body.errors.map(({ field }: { field: string }) => field)).toEqual(['client']);
    expect(apiCalls(extension).some(({ path }) => path === '/api/Site')).toBe(false);
  });
});

test('a look-up that fails is the failure of the call, never a name that does not exist', async () => {
  extension.halo.faults.add({ kind: 'status', status: 503, match: { path: '/api/agent' }, times: 10 });
  const { body } = await create({ agent: 'Nobody', client: 'Nobody' });
  expect(body).toMatchObject({ code: 'halo_unavailable', retriable: true });
});
