import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createMemoryStore } from '../../../lib/ledger/memory-store.ts';
import { startTestExtension, type TestExtension } from '../../support/extension.ts';
import { openTicket } from '../../support/halo-calls.ts';

let extension: TestExtension;
let memory: ReturnType<typeof createMemoryStore>;
beforeEach(async () => {
  memory = createMemoryStore();
  extension = await startTestExtension({
    store: memory,
    random: Math.random,
    // Every read and write takes its time, so that what may cross does.
    simulator: { toggles: { latencyMs: 10 } },
  });
});
afterEach(() => extension.close());

const assetsOf = (ticketId: number) => extension.halo.state.tickets.find(({ id }) => id === ticketId)?.asset_ids ?? [];
const assetsCalled = (name: string) =>
  extension.halo.state.assets.filter((asset) => asset.inventory_number.toLowerCase().startsWith(name.toLowerCase()));
const link = (data: Record<string, unknown>) => extension.request('link_asset_to_ticket', data);
const statuses = (answers: { status: number }[]) => new Set(answers.map(({ status }) => status));

describe('links at once', () => {
  test('of twenty different assets to one ticket attach all twenty', async () => {
    const ticketId = await openTicket(extension, { client_id: 14 });
    const hosts = Array.from({ length: 20 }, (_, i) => `FAB-PC-${String(i + 1).padStart(3, '0')}`);
    const answers = await Promise.all(hosts.map((hostname) => link({ ticket_id: ticketId, hostname })));
    expect(statuses(answers)).toEqual(new Set([200]));
    expect(assetsOf(ticketId).toSorted()).toEqual(Array.from({ length: 20 }, (_, i) => 101 + i));
  });

  test('of twenty assets keep the one that was there', async () => {
    const ticketId = await openTicket(extension, { client_id: 14, asset_ids: [501] });
    const hosts = Array.from({ length: 5 }, (_, i) => `FAB-PC-10${i}`);
    await Promise.all(hosts.map((hostname) => link({ ticket_id: ticketId, hostname })));
    expect(assetsOf(ticketId)).toHaveLength(6);
    expect(assetsOf(ticketId)).toContain(501);
  });

  test('of one missing host to one ticket create one asset', async () => {
    const ticketId = await openTicket(extension);
    const wish = { ticket_id: ticketId, hostname: 'NEW-001', asset_type_id: 7 };
    const answers = await Promise.all(Array.from({ length: 10 }, () => link(wish)));
    expect(statuses(answers)).toEqual(new Set([200]));
    expect(answers.filter(({ body }) => body.data.asset_created)).toHaveLength(1);
    expect(assetsCalled('NEW-001')).toHaveLength(1);
    expect(assetsOf(ticketId)).toEqual([assetsCalled('NEW-001')[0]?.id]);
  });

  test('of one missing host to ten tickets create one asset, on all of them', async () => {
    const ticketIds: number[] = [];
    for (let n = 0; n < 10; n++) ticketIds.push(await openTicket(extension));
    const answers = await Promise.all(
      ticketIds.map((id) => link({ ticket_id: id, hostname: 'NEW-002', asset_type_id: 7 })),
    );
    expect(statuses(answers)).toEqual(new Set([200]));
    expect(assetsCalled('NEW-002')).toHaveLength(1);
    expect(ticketIds.map(assetsOf)).toEqual(ticketIds.map(() => [assetsCalled('NEW-002')[0]?.id]));
  });

  test('of one missing host, written in three ways, create one asset', async () => {
    const names = ['NEW-003', 'new-003', ' New-003.corp.example '];
    const ticketIds: number[] = [];
    for (let n = 0; n < 9; n++) ticketIds.push(await openTicket(extension));
    const answers = await Promise.all(
      ticketIds.map((id, n) => link({ ticket_id: id, hostname: names[n % 3], asset_type_id: 7 })),
    );
    expect(statuses(answers)).toEqual(new Set([200]));
    expect(assetsCalled('NEW-003')).toHaveLength(1);
  });

  test('of a host with a name of any length end like any other', async () => {
    const ticketId = await openTicket(extension);
    const hostname = 'x'.repeat(5_000);
    const { status } = await link({ ticket_id: ticketId, hostname, asset_type_id: 7 });
    expect(status).toBe(200);
    expect(assetsOf(ticketId)).toHaveLength(1);
  });

  test('leave no lease behind', async () => {
    const ticketId = await openTicket(extension);
    await Promise.all([1, 2, 3].map((n) => link({ ticket_id: ticketId, hostname: `NEW-1${n}`, asset_type_id: 7 })));
    expect([...memory.items.keys()].filter((pk) => pk.startsWith('lease#'))).toEqual([]);
  });
});

describe('an update of the assets and links, at once,', () => {
  test('end as if they had come one after the other', async () => {
    for (let round = 0; round < 4; round++) {
      const ticketId = await openTicket(extension, { client_id: 14, asset_ids: [301] });
      const links = ['FAB-PC-001', 'FAB-PC-002', 'FAB-PC-003'].map(
        (hostname) => () => link({ ticket_id: ticketId, hostname }),
      );
      const update = () => extension.request('update_ticket', { id: ticketId, asset_ids: [501] });
      const work = [...links.slice(0, round), update, ...links.slice(round)];
      expect(statuses(await Promise.all(work.map((one) => one())))).toEqual(new Set([200]));
      // The update takes 301 off and puts 501 on, whenever it comes; what a later link adds stays, what an earlier one added goes.
      expect(assetsOf(ticketId)).toContain(501);
      expect(assetsOf(ticketId)).not.toContain(301);
    }
  });

  test('leave the other fields of an update alone', async () => {
    const ticketId = await openTicket(extension, { client_id: 14 });
    await Promise.all([
      link({ ticket_id: ticketId, hostname: 'FAB-PC-001' }),
      extension.request('update_ticket', { id: ticketId, summary: 'new' }),
      link({ ticket_id: ticketId, hostname: 'FAB-PC-002' }),
    ]);
    expect(assetsOf(ticketId).toSorted()).toEqual([101, 102]);
    expect(extension.halo.state.tickets.find(({ id }) => id === ticketId)?.summary).toBe('new');
  });
});
