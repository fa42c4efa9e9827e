import { describe, expect, test } from '@jest/globals';
import { ExtensionError } from '../../../../lib/errors.ts';
import type { HaloRecord } from '../../../../lib/halopsa/api.ts';
import { createClientCap } from '../../../../lib/halopsa/client-cap/client-cap.ts';
import { createPlaceCheck } from '../../../../lib/halopsa/client-cap/place-check.ts';
import { fakeHalo, listOf } from './fake-halo.ts';

const refused = { code: 'client_not_allowed' };

function checkOf(sites: HaloRecord[], getUser?: () => Promise<HaloRecord>) {
  const list = listOf(sites);
  const halo = fakeHalo({ sites: list, users: getUser && { get: getUser } });
  return { ...createPlaceCheck(halo, createClientCap([12, 14])), queries: list.queries };
}

describe('a site', () => {
  test('is asked for with the client, inactive ones included', async () => {
    const { requireSite, queries } = checkOf([{ id: 18, client_id: 12 }]);
    await requireSite(18, 12);
    expect(queries).toEqual([{ client_id: 12, site_id: 18, includeactive: true, includeinactive: true }]);
  });

  test.each<[string, HaloRecord[]]>([
    ['that HaloPSA does not list', []],
    ['of another client, where HaloPSA ignores the filter', [{ id: 18, client_id: 13 }]],
    ['that shows no client', [{ id: 18 }]],
    ['beside another one', [{ id: 19, client_id: 12 }]],
  ])('%s is refused', async (_, sites) => {
    await expect(checkOf(sites).requireSite(18, 12)).rejects.toMatchObject(refused);
  });
});

describe('a user', () => {
  const sites = [
    { id: 18, client_id: 12 },
    { id: 21, client_id: 14 },
  ];

  test.each([18, 21])('of site %i, which is an allowed client’s, is one', async (siteId) => {
    const user = { id: 41, site_id: siteId };
    expect(await checkOf(sites, async () => user).requireUser(41, [12, 14])).toBe(user);
  });

  test.each<[string, HaloRecord]>([
    ['of another client’s site', { id: 41, site_id: 20 }],
    ['without a site', { id: 41 }],
    ['who only names the client', { id: 41, client_name: 'Northwind Dental' }],
    ['of an allowed client, but not of this one', { id: 41, site_id: 21 }],
  ])('%s is refused', async (_, user) => {
    await expect(checkOf(sites, async () => user).requireUser(41, [12])).rejects.toMatchObject(refused);
  });

  test('who does not exist is refused like one of another client', async () => {
    const get = () => Promise.reject(new ExtensionError('not_found', 'no such user'));
    await expect(checkOf(sites, get).requireUser(41, [12])).rejects.toMatchObject({
      ...refused,
      message: 'HaloPSA lists no user 41 at client 12.',
    });
  });

  test('who can’t be read for another reason fails with that', async () => {
    const get = () => Promise.reject(new ExtensionError('halo_unavailable', 'down'));
    await expect(checkOf(sites, get).requireUser(41, [12])).rejects.toMatchObject({ code: 'halo_unavailable' });
  });
});
