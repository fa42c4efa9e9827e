import { describe, expect, test } from '@jest/globals';
import type { Act } from '../../../../../infra/doctor/probe/act.ts';
import { choosePlace, placeFields } from '../../../../../infra/doctor/probe/choose-place.ts';
import { ExtensionError } from '../../../../../lib/errors.ts';

const CLIENTS = [
  { id: 11, name: 'Gone', inactive: true },
  { id: 12, name: 'Northwind' },
  { id: 13, name: 'Contoso' },
];
const SITES: Record<number, unknown[]> = {
  11: [{ id: 17, name: 'Main' }],
  12: [{ id: 18, name: 'Closed', inactive: true }],
  13: [{ id: 19, name: 'Depot' }, { id: 20 }],
};

/** `lookup_client_site` over these rows. */
const lookUp =
  (clients: unknown, sites: Record<number, unknown> = SITES): Act =>
  async (_, { type, client_id: id }) =>
    type === 'client' ? { clients } : { sites: sites[id as number] };

/** The clients by id are one more than those of the list's first page. */
const choose = (act: Act, testClientId?: number) =>
  choosePlace({
    act,
    testClientId,
    async client(id) {
      if (id === 99) return { id, name: 'Zephyr' };
      throw new ExtensionError(id === 403 ? 'scope_missing' : 'not_found', `HaloPSA answered to /Client/${id}`);
    },
  });

describe('where the records of a probe go', () => {
  test('the first client that has a site, neither being inactive', async () => {
    expect(await choose(lookUp(CLIENTS))).toEqual({
      client: { id: 13, name: 'Contoso' },
      site: { id: 19, name: 'Depot' },
    });
  });

  test('the first client where none has a site', async () => {
    expect(await choose(lookUp(CLIENTS, {}))).toEqual({ client: { id: 12, name: 'Northwind' } });
  });

  test.each([
    ['that is asked for', 13, { client: { id: 13, name: 'Contoso' }, site: { id: 19, name: 'Depot' } }],
    ['that is asked for, without a site too', 12, { client: { id: 12, name: 'Northwind' } }],
    ['that is asked for, by its id where the list does not show it', 99, { client: { id: 99, name: 'Zephyr' } }],
  ])('the client %s', async (_, wanted, place) => {
    expect(await choose(lookUp(CLIENTS), wanted)).toEqual(place);
  });

  test.each([[[]], [undefined], [[{ id: 1, name: 'Gone', inactive: true }]]])(
    'nowhere, where the clients are %j',
    async (clients) => {
      await expect(choose(lookUp(clients))).rejects.toMatchObject({
        code: 'not_found',
        hint: expect.stringContaining('--test-client-id'),
      });
    },
  );

  test('nowhere, where the client that is asked for is not there', async () => {
    await expect(choose(lookUp(CLIENTS), 999)).rejects.toMatchObject({
      code: 'not_found',
      message: 'HaloPSA has no client 999 that the agent may see.',
      hint: expect.stringContaining('--test-client-id'),
    });
  });

  test('nowhere, where nobody can say whether it is there, with the reason', async () => {
    await expect(choose(lookUp(CLIENTS), 403)).rejects.toMatchObject({ code: 'scope_missing' });
  });

  test('stops asking after twenty clients without a site', async () => {
    const many = Array.from({ length: 50 }, (_, i) => ({ id: i + 100, name: `Client ${i}` }));
    const asked: unknown[] = [];
    const act: Act = async (name, input) => {
      asked.push(input);
      return lookUp(many)(name, input);
    };
    expect(await choose(act)).toEqual({ client: { id: 100, name: 'Client 0' } });
    expect(asked).toHaveLength(21);
  });
});

test('a place without a site names none in its fields', () => {
  const client = { id: 12, name: 'Northwind' };
  expect(placeFields({ client })).toEqual({ client_id: 12 });
  expect(placeFields({ client, site: { id: 18, name: 'Main' } })).toEqual({ client_id: 12, site_id: 18 });
});
