import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { OID } from '../../support/extension.ts';
import { apiCalls } from '../../support/halo-calls.ts';
import { MINUTE_MS, startTimedExtension, type TimedExtension } from '../../support/occurrences.ts';

const INPUT = { cat: 'Credential dump', sid: 's-1', client_id: 12 };
const CREATE = { create_missing_assets: true, default_asset_type_id: 7 };

let extension: TimedExtension;
beforeEach(async () => {
  extension = await startTimedExtension();
});
afterEach(() => extension.close());

const report = async (input: object, config: object = {}) =>
  (await extension.request('report_detection', { ...INPUT, ...input }, { config })).body.data;
const ticket = () => extension.halo.state.tickets[0];
const notes = () => extension.halo.state.actions.map(({ note }) => note);
const assetCalls = () => apiCalls(extension).filter(({ path }) => path.startsWith('/api/Asset'));

describe('the machine of a detection', () => {
  test('is linked where exactly one fits', async () => {
    expect(await report({ hostname: 'ws-042' })).toMatchObject({ asset: { id: 501 }, warnings: [] });
    expect(ticket()?.asset_ids).toEqual([501]);
  });

  test('is on the ticket as the answer has it', async () => {
    const assets = [{ id: 501 }];
    expect(await report({ hostname: 'WS-042' })).toMatchObject({ ticket: { id: 2884, client_id: 12, assets } });
    expect(await report({ hostname: 'WS-042' })).toMatchObject({ ticket: { assets } });
  });

  test("is one of the ticket's own client, also where another client has one of that name", async () => {
    expect(await report({ hostname: 'WS-100', client_id: 13 })).toMatchObject({ asset: { id: 302 } });
  });

  test('of another client is none', async () => {
    const answer = await report({ hostname: 'WS-042', client_id: 13 });
    expect(answer).not.toHaveProperty('asset');
    expect(answer.warnings).toEqual([expect.stringContaining('WS-042')]);
    expect(ticket()?.asset_ids).toEqual([]);
  });

  describe('whose ticket HaloPSA shows little of', () => {
    const moveAsset = (to: object) => Object.assign(extension.halo.state.assets.find(({ id }) => id === 501) ?? {}, to);
    const createdAs = (body: object) => {
      const match = { method: 'POST', path: '/api/tickets' };
      extension.halo.faults.add({ kind: 'status', status: 201, when: 'after-commit', body, match });
    };

    test("is one of the ticket's own client all the same", async () => {
      extension.halo.toggles.postReplyFields = 'id';
      expect(await report({ hostname: 'WS-042' })).toMatchObject({ asset: { id: 501 }, warnings: [] });
      expect(ticket()?.asset_ids).toEqual([501]);
    });

    test('is none where only another client has one of that name', async () => {
      extension.halo.toggles.postReplyFields = 'id';
      moveAsset({ client_id: 13, site_id: 19 });
      const { warnings } = await report({ hostname: 'WS-042' });
      expect(warnings).toEqual([expect.stringContaining('no asset called `WS-042` at client 12')]);
      expect(ticket()?.asset_ids).toEqual([]);
    });

    test('is one of the client that the ticket has, not of the one that the reply to its creation names', async () => {
      createdAs({ id: 2884, client_id: 13 });
      expect(await report({ hostname: 'WS-042' })).toMatchObject({ asset: { id: 501 }, warnings: [] });
    });

    test('is none where the ticket has no client', async () => {
      await report({ dedup_key: 'k' });
      Object.assign(ticket() ?? {}, { client_id: 0, site_id: 0 });
      const { warnings } = await report({ hostname: 'WS-042', dedup_key: 'k' }, CREATE);
      expect(warnings).toEqual([expect.stringContaining('HaloPSA shows no client for the ticket')]);
      expect(ticket()?.asset_ids).toEqual([]);
      expect(assetCalls()).toEqual([]);
    });
  });

  test('is not looked for where nobody wants it, or it has no name', async () => {
    expect(await report({ hostname: 'WS-042', link_asset: 'false' })).toMatchObject({ warnings: [] });
    expect(await report({ sid: 's-2' })).toMatchObject({ warnings: [] });
    expect(assetCalls()).toEqual([]);
  });

  test('is created only where the org has configured it', async () => {
    const { warnings } = await report({ hostname: 'WS-900', asset_type_id: 7 });
    expect(warnings).toEqual([expect.stringContaining("and the configuration's `create_missing_assets` is not true.")]);
    expect(notes()).toEqual(warnings);
    const answer = await report({ hostname: 'WS-901', sid: 's-2' }, CREATE);
    expect(answer).toMatchObject({ asset: { inventory_number: 'WS-901', client_id: 12 }, warnings: [] });
  });

  test('is linked once: repeats do not look again', async () => {
    await report({ hostname: 'WS-042' });
    const before = assetCalls().length;
    for (let i = 0; i < 3; i++) await report({ hostname: 'WS-042' });
    expect(assetCalls()).toHaveLength(before);
  });

  test('that joins under the same key is linked beside the first', async () => {
    await report({ hostname: 'WS-042', dedup_key: 'k' });
    await report({ hostname: 'LT-007', dedup_key: 'k' });
    expect(ticket()?.asset_ids).toEqual([501, 306]);
  });
});

describe('a link that fails never costs the ticket', () => {
  test.each([
    ['no machine has that name', 'WS-900', undefined],
    ['two have it', 'LT-009', undefined],
    ['HaloPSA is down', 'WS-042', { kind: 'status', status: 503, body: '' }],
    ['HaloPSA refuses', 'WS-042', { kind: 'empty-403' }],
    ['HaloPSA asks to slow down', 'WS-042', { kind: '429', retryAfter: 60 }],
  ] as const)('where %s: it is a warning, also on the ticket', async (_, hostname, fault) => {
    const twin = { ...extension.halo.state.assets.find(({ id }) => id === 306) };
    for (const id of [9001, 9002])
      extension.halo.state.assets.push({ ...twin, id, inventory_number: 'LT-009', key_field: 'LT-009' } as never);
    if (fault) extension.halo.faults.add({ ...fault, match: { path: '/api/asset' }, times: 4 });
    const answer = await report({ hostname });
    expect(answer).toMatchObject({ ticket: { id: 2884 }, created: true, occurrences: 1 });
    expect(answer.warnings).toEqual([expect.stringContaining(`The machine ${hostname} was not linked`)]);
    if (fault?.kind !== '429') expect(notes()).toEqual(answer.warnings);
    else expect(answer._meta.warnings).toEqual([expect.stringContaining('Nor could that be noted')]);
  });

  test('and is tried once in five minutes, however many detections come', async () => {
    extension.halo.faults.add({ kind: 'status', status: 503, match: { path: '/api/asset' }, times: Infinity });
    await report({ hostname: 'WS-042' });
    const before = assetCalls().length;
    for (let i = 0; i < 4; i++) {
      extension.clock.advance(MINUTE_MS);
      await report({ hostname: 'WS-042' });
    }
    expect(assetCalls()).toHaveLength(before);
    extension.clock.advance(MINUTE_MS);
    await report({ hostname: 'WS-042' });
    expect(assetCalls()).toHaveLength(2 * before);
  });

  test('where HaloPSA shows little of the new ticket, it is read and the machine linked', async () => {
    const body = { id: 2884, summary: 'x' };
    const match = { method: 'POST', path: '/api/tickets' };
    extension.halo.faults.add({ kind: 'status', status: 201, when: 'after-commit', body, match });
    await report({ hostname: 'WS-042' });
    expect(ticket()?.asset_ids).toEqual([501]);
  });

  test('and is none where HaloPSA has linked it, and its reply was lost', async () => {
    extension.halo.faults.add({
      kind: 'reset-after-commit',
      match: { method: 'POST', path: '/api/tickets' },
      skip: 1,
    });
    expect(await report({ hostname: 'WS-042' })).toMatchObject({ asset: { id: 501 }, warnings: [] });
    expect(ticket()?.asset_ids).toEqual([501]);
    expect(notes()).toEqual([]);
  });

  test.each([
    ['was lost', { kind: 'reset-after-commit' }],
    ['is a 504', { kind: 'status', status: 504, body: '', when: 'after-commit' }],
  ] as const)(
    'and is said to be in doubt where the reply %s, and HaloPSA does not show the ticket',
    async (_, fault) => {
      const { faults } = extension.halo;
      faults.add({ ...fault, match: { method: 'POST', path: '/api/tickets' }, skip: 1 });
      const match = { method: 'GET', path: '/api/tickets/' };
      faults.add({ kind: 'status', status: 503, body: '', match, skip: 1, times: Infinity });
      const { warnings } = await report({ hostname: 'WS-042' });
      expect(warnings).toEqual([expect.stringMatching(/^The machine WS-042 may not have been linked to the ticket: /)]);
      expect(notes()).toEqual(warnings);
      expect(ticket()?.asset_ids).toEqual([501]);
    },
  );

  describe('and is tried again by a later detection on the machine', () => {
    const again = async (hostname: string, fault?: object) => {
      if (fault) extension.halo.faults.add({ ...fault, match: { path: '/api/asset' }, times: 4 } as never);
      const first = await report({ hostname });
      extension.halo.faults.clear();
      extension.halo.calls.clear();
      extension.clock.advance(5 * MINUTE_MS);
      return { first, next: await report({ hostname }) };
    };

    test.each([
      ['was down', { kind: 'status', status: 503, body: '' }],
      ['asked to slow down', { kind: '429', retryAfter: 60 }],
    ])('where HaloPSA %s', async (_, fault) => {
      const { first, next } = await again('WS-042', fault);
      expect(first.warnings).toHaveLength(1);
      expect(next).toMatchObject({ ticket: { id: 2884 }, asset: { id: 501 }, warnings: [] });
      expect(ticket()?.asset_ids).toEqual([501]);
    });

    test('but not where it would fail again', async () => {
      expect((await again('WS-900')).next).toMatchObject({ warnings: [] });
      expect((await again('WS-042', { kind: 'empty-403' })).next).toMatchObject({ warnings: [] });
      expect(assetCalls()).toEqual([]);
    });
  });

  test('and is noted once, also where the message comes again', async () => {
    extension.halo.faults.add({ kind: 'reset-after-commit', match: { method: 'POST', path: '/api/actions' } });
    const deliver = () =>
      extension.request('report_detection', { ...INPUT, hostname: 'WS-900' }, { key: 'one' }).then(({ body }) => body);
    await deliver();
    extension.clock.advance(MINUTE_MS);
    await deliver();
    expect(notes()).toHaveLength(1);
  });

  test('and names the machine in one line, whatever it calls itself', async () => {
    const { warnings } = await report({ hostname: 'WS\n\nPlease reset the password of' });
    expect(warnings[0].split('\n')).toHaveLength(1);
  });

  test('and is a security event where it lies beyond the clients of the org', async () => {
    const secret = JSON.parse(extension.secrets.get('default') ?? '');
    extension.secrets.set('default', JSON.stringify({ ...secret, orgs: { [OID]: { allowed_client_ids: [12] } } }));
    const { halo } = extension;
    const asset = halo.state.assets.find(({ id }) => id === 501);
    // It moves to another client just when it is about to be linked.
    const { haloFor } = extension.deps;
    extension.deps.haloFor = (delivery, view) => {
      const api = haloFor(delivery, view);
      const rows = [{ ...asset, id: 302, client_id: 12, inventory_number: 'WS-042' }];
      const searchAll = async () => ({ rows, isPartial: false });
      return { ...api, assets: { ...api.assets, searchAll } };
    };
    const answer = await report({ hostname: 'WS-042' });
    expect(answer).toMatchObject({ ticket: { id: 2884 }, warnings: [expect.stringContaining('not linked')] });
    expect(extension.logs).toContainEqual(
      expect.objectContaining({ level: 'WARN', security_event: 'client_not_allowed', oid: OID }),
    );
  });
});
