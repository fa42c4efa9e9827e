import { describe, expect, test } from '@jest/globals';
import { ExtensionError } from '../../../../lib/errors.ts';
import type { HaloFields, HaloQuery } from '../../../../lib/halopsa/api.ts';
import { capHaloApi } from '../../../../lib/halopsa/client-cap/cap-halo-api.ts';
import { fakeHalo, listOf } from './fake-halo.ts';

const refused = { code: 'client_not_allowed' };
const ROWS = [{ id: 1, client_id: 12 }, { id: 2, client_id: 13 }, { id: 3 }, { id: 4, client_id: 14 }];

describe('a search of assets', () => {
  test.each<[number[], Record<string, number>, number | undefined, number[]]>([
    [[12], {}, 12, [1]],
    [[12, 14], {}, undefined, [1, 4]],
    [[12, 14], { client_id: 14 }, 14, [1, 4]],
  ])('under %j for %j sends the client %j and keeps %j', async (allowed, query, sent, kept) => {
    const list = listOf(ROWS);
    const searchAll = async (asked: HaloQuery) => ({ ...(await list.searchAll(asked)), isPartial: true });
    const { assets } = capHaloApi(fakeHalo({ assets: { searchAll } }), allowed);
    const { rows, isPartial } = await assets.searchAll({ search: 'x', ...query });
    expect([rows.map(({ id }) => id), isPartial]).toEqual([kept, true]);
    expect(list.queries).toEqual([{ search: 'x', client_id: sent }]);
  });

  test('of another client is refused', async () => {
    const { assets } = capHaloApi(fakeHalo({}), [12]);
    await expect(assets.searchAll({ client_id: 13 })).rejects.toMatchObject(refused);
  });

  test('that finds too many does not say how many there are elsewhere', async () => {
    const searchAll = () =>
      Promise.reject(new ExtensionError('ambiguous', 'HaloPSA lists 5123 records', { hint: 'h' }));
    const { assets } = capHaloApi(fakeHalo({ assets: { searchAll } }), [12, 14]);
    await expect(assets.searchAll({})).rejects.toMatchObject({
      code: 'ambiguous',
      hint: 'h',
      message: expect.not.stringContaining('5123'),
    });
  });

  test('that fails otherwise fails with that', async () => {
    const searchAll = () => Promise.reject(new ExtensionError('halo_unavailable', 'down'));
    const { assets } = capHaloApi(fakeHalo({ assets: { searchAll } }), [12]);
    await expect(assets.searchAll({})).rejects.toMatchObject({ code: 'halo_unavailable', message: 'down' });
  });
});

describe('an asset', () => {
  const created = async (allowed: number[], fields: HaloFields) => {
    const sent: HaloFields[] = [];
    const create = async (record: HaloFields) => {
      sent.push(record);
      return { id: 9 };
    };
    const sites = listOf([{ id: 18, client_id: 12 }]);
    await capHaloApi(fakeHalo({ assets: { create }, sites }), allowed).assets.create(fields);
    return sent;
  };

  test.each<[number[], HaloFields, HaloFields]>([
    [[12], {}, { client_id: 12 }],
    [[12, 14], { Client_Id: '14' }, { client_id: 14 }],
    [[12], { client_id: 12, site_id: '18' }, { client_id: 12, site_id: 18 }],
  ])('under %j is made with %j as %j', async (allowed, fields, sent) => {
    expect(await created(allowed, fields)).toEqual([sent]);
  });

  test.each<[number[], HaloFields]>([
    [[12], { client_id: 13 }],
    [[12], { site_id: 20 }],
    [[12, 14], {}],
    [[12, 14], { client_id: 14, site_id: 18 }],
    [[12], { id: 302 }],
    [[12], { users: [{ id: 42 }] }],
  ])('under %j is not made with %j', async (allowed, fields) => {
    await expect(created(allowed, fields)).rejects.toMatchObject(refused);
  });

  test.each([{ id: 5, client_id: 13 }, { id: 5 }])('%j is not shown', async (record) => {
    const { assets } = capHaloApi(fakeHalo({ assets: { get: async () => record } }), [12]);
    await expect(assets.get(5)).rejects.toMatchObject(refused);
  });
});

test('the assets of another client’s ticket are not listed', async () => {
  const get = async () => ({ id: 7, client_id: 13 });
  await expect(capHaloApi(fakeHalo({ tickets: { get } }), [12]).assets.ofTicket(7)).rejects.toMatchObject(refused);
});
