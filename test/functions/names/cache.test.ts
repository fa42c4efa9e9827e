import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SIMULATOR_CREDENTIALS } from '../../../infra/local/halopsa-simulator/index.ts';
import { OID, OTHER_OID, startTestExtension, type TestExtension } from '../../support/extension.ts';
import { createTestClock, type TestClock } from '../../support/test-clock.ts';

const TEN_MINUTES_MS = 600_000;

let clock: TestClock;
let extension: TestExtension;
beforeEach(async () => {
  clock = createTestClock(1_000_000);
  extension = await startTestExtension({ clock, credentials: { allowed_oids: ['*'] } });
});
afterEach(() => extension.close());

const create = (input: Record<string, unknown>, oid = OID) =>
  extension.direct('create_ticket', { summary: 's', ...input }, { 'x-limacharlie-oid': oid });
const reads = (list: string) => extension.halo.calls.count('GET', `/api/${list}`);

const NAMES = {
  client: 'Northwind Dental',
  site: 'Main',
  agent: 'Sam Okoro',
  priority: 'High',
  status: 'New',
  tickettype: 'Incident',
};
const LISTS = ['Client', 'Site', 'Agent', 'Priority', 'Status', 'TicketType'];

describe('what was looked up', () => {
  test('is one call a list, and is known for ten minutes', async () => {
    await create(NAMES);
    expect(LISTS.map(reads)).toEqual([1, 1, 1, 1, 1, 1]);
    clock.advance(TEN_MINUTES_MS - 1);
    await create(NAMES);
    expect(LISTS.map(reads)).toEqual([1, 1, 1, 1, 1, 1]);
    clock.advance(1);
    await create(NAMES);
    expect(LISTS.map(reads)).toEqual([2, 2, 2, 2, 2, 2]);
  });

  test('is asked for once by many at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => create({ agent: 'Sam Okoro', client: 'Contoso Logistics' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect([reads('Agent'), reads('Client')]).toEqual([1, 1]);
  });

  test('serves every name of a list', async () => {
    await create({ agent: 'Sam Okoro' });
    await create({ agent: 'Priya Nair' });
    await create({ agent: 'Nobody' });
    expect(reads('Agent')).toBe(1);
  });

  test('serves a storm of one wrong name', async () => {
    for (let i = 0; i < 20; i++) await create({ client: 'Nobody' });
    // Its search, and the whole list for the nearest names.
    expect(reads('Client')).toBe(2);
  });

  test("is one client's sites, not another's", async () => {
    extension.halo.state.sites.push({ id: 30, name: 'Main', client_id: 13, inactive: false });
    expect((await create({ client_id: 12, site: 'Main' })).body.site_id).toBe(18);
    expect((await create({ client_id: 13, site: 'Main' })).body.site_id).toBe(30);
    const [first, second] = extension.halo.calls.matching({ path: '/api/Site' });
    expect([first?.query.client_id, second?.query.client_id]).toEqual(['12', '13']);
  });

  test('does not hold a failure', async () => {
    extension.halo.faults.add({ kind: 'empty-403', match: { path: '/api/agent' } });
    expect((await create({ agent: 'Sam Okoro' })).body.code).toBe('scope_missing');
    expect((await create({ agent: 'Sam Okoro' })).status).toBe(200);
  });
});

describe('orgs share it', () => {
  test('where they have the same credentials', async () => {
    await create({ agent: 'Sam Okoro' });
    await create({ agent: 'Sam Okoro' }, OTHER_OID);
    expect(reads('Agent')).toBe(1);
  });

  test('never where their credentials differ: one may not see what the other sees', async () => {
    const { client_id, client_secret } = SIMULATOR_CREDENTIALS;
    const own = { instance_url: extension.halo.url, client_id, client_secret, scope: 'edit:tickets' };
    extension.secrets.set(`orgs/${OTHER_OID}`, JSON.stringify(own));
    await create({ client: 'Northwind Dental' });
    expect((await create({ client: 'Northwind Dental' }, OTHER_OID)).body.code).toBe('scope_missing');
  });
});
