import { describe, expect, test } from '@jest/globals';
import {
  agentStanding,
  clientStanding,
  type Place,
  type Standing,
  siteStanding,
  userStanding,
} from '../../../../lib/action/config/standing.ts';
import type { HaloRecord } from '../../../../lib/halopsa/api.ts';
import { fakeHalo, listOf } from '../../halopsa/client-cap/fake-halo.ts';

const MAIN = { id: 18, client_id: 12 };
type Page = Parameters<typeof listOf>;

describe('a client', () => {
  test.each<[string, Page, HaloRecord[], Standing]>([
    ['has a site', [[MAIN]], [], 'active'],
    ['has a site, and the list of inactive ones holds others', [[MAIN]], [{ id: 13, inactive: true }], 'active'],
    ['has a site, and is inactive', [[MAIN]], [{ id: 12, inactive: true }], 'inactive'],
    ['has a site, and HaloPSA lists the active ones all the same', [[MAIN]], [{ id: 12, inactive: false }], 'active'],
    ['has no site, nor a row', [[]], [{ id: 1 }], 'missing'],
    ['has no site, but a row', [[]], [{ id: 1 }, { id: 12 }], 'active'],
    ['has no site, and is inactive', [[]], [{ id: 1 }, { id: 12, inactive: true }], 'inactive'],
    ['may be on a later page, since HaloPSA does not filter', [[{ id: 1, client_id: 1 }], 40], [], 'active'],
    ['is not there, and the one site is another’s', [[{ id: 1, client_id: 1 }]], [{ id: 1 }], 'missing'],
  ])('that %s', async (_, sites, clients, standing) => {
    const halo = fakeHalo({ sites: listOf(...sites), clients: listOf(clients) });
    expect(await clientStanding(halo, 12)).toBe(standing);
  });
});

describe('a site', () => {
  test.each<[string, Page, number | undefined, Standing]>([
    ['is there', [[MAIN]], 12, 'active'],
    ['is inactive', [[{ ...MAIN, inactive: true }]], 12, 'inactive'],
    ['is another client’s', [[MAIN]], 13, 'missing'],
    ['is there, whosever it is', [[MAIN]], undefined, 'active'],
    ['does not show its client', [[{ id: 18 }]], 12, 'active'],
    ['may be on a later page', [[{ id: 19, client_id: 12 }], 200], 12, 'active'],
    ['is not there', [[{ id: 19, client_id: 12 }]], 12, 'missing'],
  ])('that %s', async (_, page, clientId, standing) => {
    expect(await siteStanding(fakeHalo({ sites: listOf(...page) }), 18, { clientId })).toBe(standing);
  });
});

test.each([100, 3])('a page of %i sites that HaloPSA has not counted may leave the site out', async (count) => {
  const rows = Array.from({ length: count }, (_, index) => ({ id: index + 100, client_id: 12 }));
  const sites = { ...listOf(rows), search: async () => ({ recordCount: count, rows, isUncounted: true }) };
  expect(await siteStanding(fakeHalo({ sites }), 18, { clientId: 12 })).toBe('active');
});

describe('a user', () => {
  test.each<[string, Record<string, unknown>, Place, Standing]>([
    ['is at the site', { site_id: 18 }, { clientId: 12, siteId: 18 }, 'active'],
    ['is at another site of the client', { site_id: 18 }, { clientId: 12, siteId: 19 }, 'missing'],
    ['is at another site, whosever it is', { site_id: 18 }, { siteId: 19 }, 'missing'],
    ['is at a site of the client', { site_id: 18 }, { clientId: 12 }, 'active'],
    ['is at a site of another client', { site_id: 18 }, { clientId: 13 }, 'missing'],
    ['is inactive', { site_id: 18, inactive: true }, {}, 'inactive'],
    ['shows no site', {}, { clientId: 13, siteId: 19 }, 'active'],
    ['has no site', { site_id: -1 }, { siteId: 19 }, 'active'],
  ])('that %s', async (_, user, place, standing) => {
    const halo = fakeHalo({ users: { get: async () => ({ id: 41, ...user }) }, sites: listOf([MAIN]) });
    expect(await userStanding(halo, 41, place)).toBe(standing);
  });
});

test.each<[number, Standing]>([
  [1, 'active'],
  [7, 'active'],
  [8, 'inactive'],
  [9, 'missing'],
])('of agents, of whom 1 is nobody, %d is %s', async (id, standing) => {
  const halo = fakeHalo({
    lists: { agents: async () => ({ rows: [{ id: 7 }, { id: 8, isdisabled: true }], isPartial: false }) },
  });
  expect(await agentStanding(halo, id)).toBe(standing);
});
