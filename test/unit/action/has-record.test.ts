import { describe, expect, test } from '@jest/globals';
import { hasAgent, hasClient, hasIds, hasOutcome, hasSite, hasTeam } from '../../../lib/action/has-record.ts';
import type { HaloRecord } from '../../../lib/halopsa/api.ts';
import { fakeHalo, listOf } from '../halopsa/client-cap/fake-halo.ts';

const whole = (rows: HaloRecord[]) => ({ rows, isPartial: false });
const MAIN = { id: 18, client_id: 12 };
const sitesOf = (...args: Parameters<typeof listOf>) => fakeHalo({ sites: listOf(...args) });

describe('of a page of sites', () => {
  test.each<[string, Parameters<typeof listOf>, boolean]>([
    ['the client’s own site shows the client', [[MAIN]], true],
    ['none shows that there is no such client', [[]], false],
    ['another’s shows nothing where HaloPSA doesn’t filter and there are more', [[{ id: 1, client_id: 1 }], 40], true],
    ['another’s alone shows that there is none', [[{ id: 1, client_id: 1 }]], false],
  ])('%s', async (_, page, isThere) => {
    const halo = fakeHalo({ sites: listOf(...page), clients: listOf([{ id: 1 }]) });
    expect(await hasClient(halo, 12)).toBe(isThere);
  });

  test.each<[string, Parameters<typeof listOf>, number | undefined, boolean]>([
    ['the site is there', [[MAIN]], 12, true],
    ['the site is another client’s', [[MAIN]], 13, false],
    ['the site is there, whosever it is', [[MAIN]], undefined, true],
    ['the site may be on a later page', [[{ id: 19, client_id: 12 }], 200], 12, true],
    ['the site is not there', [[{ id: 19, client_id: 12 }]], 12, false],
  ])('%s', async (_, page, clientId, isThere) => {
    expect(await hasSite(sitesOf(...page), 18, clientId)).toBe(isThere);
  });
});

test.each([
  [100, true],
  [3, false],
])('a page of %i sites that HaloPSA has not counted may leave the site out: %s', async (count, isThere) => {
  const rows = Array.from({ length: count }, (_, index) => ({ id: index + 100, client_id: 12 }));
  const sites = { ...listOf(rows), search: async () => ({ recordCount: count, rows, isUncounted: true }) };
  expect(await hasSite(fakeHalo({ sites }), 18, 12)).toBe(isThere);
});

test('a client without a site is found in the list of clients', async () => {
  const halo = fakeHalo({ sites: listOf([]), clients: listOf([{ id: 1 }, { id: 12 }]) });
  expect(await hasClient(halo, 12)).toBe(true);
});

test('a site that does not show its client may be any client’s', async () => {
  expect(await hasSite(sitesOf([{ id: 18 }]), 18, 12)).toBe(true);
});

test('nobody is an agent, too', async () => {
  const halo = fakeHalo({ lists: { agents: async () => whole([{ id: 7 }]) } });
  expect(await Promise.all([1, 7, 8].map((id) => hasAgent(halo, id)))).toEqual([true, true, false]);
});

test.each([
  [[{ id: 1 }, { id: 2 }], [2, 1], true],
  [[{ id: 1 }, { id: 2 }], [2, 3], false],
  [[], [3], true],
])('of %j, %j are there, or nothing can be told: %j', (rows, ids, isThere) => {
  expect(hasIds(whole(rows), ids)).toBe(isThere);
});

test('of a list that may have been cut, nothing that is missing can be told', () => {
  const cut = { rows: [{ id: 1, name: 'Note' }], isPartial: true };
  expect([hasIds(cut, [3]), hasOutcome(cut, 'Other'), hasTeam(cut, 'Other')]).toEqual([true, true, true]);
});

test.each([
  [[{ id: 1, name: 'Note' }], true],
  [[{ id: 1, outcome: ' note' }], true],
  [[{ id: 1, name: 'Private Note' }], false],
  [[{ id: 1 }], true],
  [[], true],
])('whether %j has the outcome Note, or nothing can be told: %j', (rows, isThere) => {
  expect(hasOutcome(whole(rows), 'NOTE ')).toBe(isThere);
});

test.each([
  [[{ id: 2, name: ' soc' }], true],
  [[{ id: 2, outcome: 'SOC' }], true],
  [[{ id: 2, name: 'SOC 2' }], false],
  [[], true],
])('whether %j has the team SOC, or nothing can be told: %j', (rows, isThere) => {
  expect(hasTeam(whole(rows), 'SOC')).toBe(isThere);
});
