import { afterEach, describe, expect, test } from '@jest/globals';
import { OID, OTHER_OID, startTestExtension, type TestExtension } from '../../support/extension.ts';
import { posted } from '../../support/halo-calls.ts';

let extension: TestExtension;
afterEach(() => extension.close());

const create = (input: Record<string, unknown>, oid = OID) =>
  extension.direct('create_ticket', { summary: 's', ...input }, { 'x-limacharlie-oid': oid });

describe('a token that may not read customers', () => {
  test.each([['client'], ['site']])(
    'can not look up a %s, and the error names the scope and the way out',
    async (field) => {
      extension = await startTestExtension({ credentials: { scope: 'edit:tickets edit:assets' } });
      const { body } = await create({ [field]: 'Main' });
      expect(body).toMatchObject({ status: 502, code: 'scope_missing', retriable: false });
      expect(body.detail).toContain(`\`${field}\` can't be looked up by name`);
      expect(body.hint).toContain('`read:customers`');
      expect(body.hint).toContain(`\`${field}_id\``);
      expect(posted(extension)).toEqual([]);
    },
  );

  test('can look up the rest', async () => {
    extension = await startTestExtension({ credentials: { scope: 'edit:tickets edit:assets' } });
    expect((await create({ client_id: 12, agent: 'Sam Okoro', status: 'New' })).status).toBe(200);
  });
});

test('an agent who may not read a list is told so', async () => {
  extension = await startTestExtension();
  extension.halo.faults.add({ kind: 'empty-403', match: { path: '/api/priority' } });
  expect((await create({ priority: 'High' })).body).toMatchObject({
    code: 'scope_missing',
    hint: expect.stringContaining('`priority_id`'),
  });
});

describe('an org with a client cap', () => {
  const start = async () => {
    extension = await startTestExtension({
      credentials: { allowed_oids: [OID, OTHER_OID], orgs: { [OTHER_OID]: { allowed_client_ids: [12, 14] } } },
    });
  };

  test('finds its own clients by name', async () => {
    await start();
    expect((await create({ client: 'fabrikam manufacturing', site: 'plant' }, OTHER_OID)).body).toMatchObject({
      client_id: 14,
      site_id: 21,
    });
  });

  test('never learns the name of another, not even as the nearest', async () => {
    await start();
    // An org without a cap has filled the cache.
    await create({ client: 'Contoso Logistics' });
    await create({ client: 'Contoso' });
    for (const client of ['Contoso Logistics', 'Contoso']) {
      const { body, text } = await create({ client }, OTHER_OID);
      expect(body.code).toBe('not_found');
      expect(text).toContain('`Northwind Dental`');
      expect(text.replaceAll(client, '')).not.toMatch(/Logistics|Unknown/);
    }
  });

  test('never learns the name of another’s site', async () => {
    await start();
    const { body, text } = await create({ site: 'Depo' }, OTHER_OID);
    expect(body.code).toBe('not_found');
    expect(text).not.toMatch(/Depot|Head Office|Contoso/);
  });

  test('does not shorten what an org without one finds', async () => {
    await start();
    await create({ client: 'Contoso Logistics' }, OTHER_OID);
    expect((await create({ client: 'Contoso Logistics' })).body).toMatchObject({ client_id: 13 });
  });

  test('leaves its only client standing in, and looks a site up there', async () => {
    extension = await startTestExtension({ credentials: { allowed_client_ids: [13] } });
    const { body } = await create({ site: 'Depot' });
    expect(body).toMatchObject({ client_id: 13, site_id: 19, _meta: { defaults: { client_id: 13 } } });
  });
});
