import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { matchAsset } from '../../../functions/link_asset_to_ticket/match-asset.ts';
import { startTestExtension, type TestExtension } from '../../support/extension.ts';
import { openTicket, posted } from '../../support/halo-calls.ts';

let extension: TestExtension;
beforeEach(async () => {
  extension = await startTestExtension();
});
afterEach(() => extension.close());

const link = (input: Record<string, unknown>) => extension.direct('link_asset_to_ticket', input);

describe('which asset is the host', () => {
  test.each([
    ['the exact one, not those that contain the name', 'HOST-7', 13, 311],
    ['whatever the case', 'host-70', 13, 309],
    ['with blanks around it', ' WS-042 ', 12, 501],
    ['an active one before an inactive one', 'LT-007', 12, 306],
    ['by its key field', 'db-primary', 13, 308],
    ['among more than a page of similar names', 'FAB-PC-130', 14, 230],
  ])('%s', async (_, hostname, clientId, assetId) => {
    const ticketId = await openTicket(extension, { client_id: clientId });
    const { body } = await link({ ticket_id: ticketId, hostname });
    expect(body).toMatchObject({ asset_id: assetId, asset_created: false });
    expect(body).not.toHaveProperty('_meta');
  });

  test('an inactive one where there is no other, and the answer says so', async () => {
    const ticketId = await openTicket(extension, { client_id: 13 });
    const { body } = await link({ ticket_id: ticketId, hostname: 'LT-008' });
    expect(body).toMatchObject({ asset_id: 307, asset_created: false });
    expect(body._meta.warnings).toEqual([expect.stringContaining('307 is inactive')]);
  });

  test('the tag counts before the key field', async () => {
    const [first, second] = extension.halo.state.assets.filter(({ id }) => id === 501 || id === 502);
    Object.assign(first ?? {}, { inventory_number: 'TAG-1', key_field: 'TWIN' });
    Object.assign(second ?? {}, { inventory_number: 'TWIN', key_field: 'TAG-2' });
    const ticketId = await openTicket(extension);
    expect((await link({ ticket_id: ticketId, hostname: 'TWIN' })).body).toMatchObject({ asset_id: 502 });
  });

  test.each([
    ['srv-01', 303],
    ['SRV-01.CORP.EXAMPLE', 303],
    ['srv-02.corp.example', 304],
  ])('%s: with and without its domain', async (hostname, assetId) => {
    const ticketId = await openTicket(extension, { client_id: 13 });
    const { body } = await link({ ticket_id: ticketId, hostname });
    expect(body).toMatchObject({ asset_id: assetId });
    const isExact = hostname.toLowerCase() === 'srv-01.corp.example';
    expect(body._meta?.warnings ?? []).toEqual(isExact ? [] : [expect.stringContaining('differs just by the domain')]);
  });

  test.each([
    ['alone', { inventory_number: 'srv-01.corp.example', key_field: '' }],
    ['with its short name beside it', { inventory_number: 'srv-01.corp.example', key_field: 'SRV-01' }],
    ['under a short tag', { inventory_number: 'SRV-01', key_field: 'srv-01.corp.example' }],
  ])('another domain is another host: %s', async (_, names) => {
    const asset = extension.halo.state.assets.find(({ id }) => id === 303);
    Object.assign(asset ?? {}, names);
    const ticketId = await openTicket(extension, { client_id: 12 });
    const { body } = await link({ ticket_id: ticketId, hostname: 'srv-01.other.example' });
    expect(body).toMatchObject({ code: 'not_found' });
    expect(posted(extension)).toEqual([]);
  });

  test('but of the same client a short name is the host, whatever domain stands beside it', async () => {
    const asset = extension.halo.state.assets.find(({ id }) => id === 303);
    Object.assign(asset ?? {}, { inventory_number: 'SRV-01', key_field: 'srv-01.corp.example' });
    const ticketId = await openTicket(extension, { client_id: 13 });
    const { body } = await link({ ticket_id: ticketId, hostname: 'srv-01.other.example', asset_type_id: 7 });
    expect(body).toMatchObject({ asset_id: 303, asset_created: false });
    expect(body._meta.warnings).toEqual([expect.stringContaining('differs just by the domain')]);
  });

  test('an asset is created without the dot at the end', async () => {
    const ticketId = await openTicket(extension, { client_id: 13 });
    const { body } = await link({ ticket_id: ticketId, hostname: 'new-01.', asset_type_id: 7 });
    expect(body).toMatchObject({ asset_created: true, asset: { inventory_number: 'new-01' } });
  });

  test.each(['srv-01.corp.example.', 'SRV-02.'])('%s, with a dot at its end, is the same host', async (hostname) => {
    const ticketId = await openTicket(extension, { client_id: 13 });
    const { body } = await link({ ticket_id: ticketId, hostname });
    expect(body).toMatchObject({ asset_id: hostname.startsWith('SRV') ? 304 : 303, asset_created: false });
    expect(body).not.toHaveProperty('_meta');
  });

  test.each(['NFC', 'NFD'] as const)('the one of its letters, whose accents HaloPSA has as %s', (form) => {
    const rows = [{ id: 7, inventory_number: 'MÜLLER-MBP'.normalize(form), client_id: 12 }];
    expect(matchAsset(rows, 'müller-mbp'.normalize('NFC'), { clientId: 12 })).toMatchObject({ kind: 'one' });
  });

  test('two that fit but for the domain are an error that lists them', async () => {
    const asset = extension.halo.state.assets.find(({ id }) => id === 304);
    Object.assign(asset ?? {}, { inventory_number: 'srv-01.lab.example', key_field: '' });
    const ticketId = await openTicket(extension, { client_id: 13 });
    const { status, body } = await link({ ticket_id: ticketId, hostname: 'srv-01' });
    expect([status, body.code]).toEqual([409, 'ambiguous']);
    expect(body.detail).toMatch(/303.*304/);
  });
});

describe('the same name at several clients', () => {
  test.each([
    [12, 301],
    [13, 302],
  ])("on a ticket of client %i is that client's asset %i", async (clientId, assetId) => {
    const ticketId = await openTicket(extension, { client_id: clientId });
    expect((await link({ ticket_id: ticketId, hostname: 'WS-100' })).body).toMatchObject({ asset_id: assetId });
  });

  test("is the given client's asset, with a warning where the ticket is another's", async () => {
    const ticketId = await openTicket(extension, { client_id: 12 });
    const { body } = await link({ ticket_id: ticketId, hostname: 'WS-100', client_id: '13' });
    expect(body).toMatchObject({ asset_id: 302, _meta: { warnings: [expect.stringContaining('client 13')] } });
  });

  test('is never guessed: an error lists them where the ticket is of neither', async () => {
    const ticketId = await openTicket(extension, { client_id: 14 });
    const { status, body } = await link({ ticket_id: ticketId, hostname: 'WS-100', asset_type_id: 7 });
    expect(status).toBe(409);
    expect(body).toMatchObject({ code: 'ambiguous', retriable: false });
    expect(body.detail).toMatch(/301 \(client 12\).*302 \(client 13\)/);
    expect(body.hint).toMatch(/^Send `client_id`/);
    expect(posted(extension)).toEqual([]);
  });

  test('twice at one client is an error too', async () => {
    const asset = extension.halo.state.assets.find(({ id }) => id === 502);
    Object.assign(asset ?? {}, { inventory_number: 'WS-042' });
    const ticketId = await openTicket(extension);
    for (const client of [{}, { client_id: 12 }]) {
      const { body } = await link({ ticket_id: ticketId, hostname: 'WS-042', ...client });
      expect(body).toMatchObject({ code: 'ambiguous', detail: expect.stringMatching(/501.*502/) });
      // A client wouldn't tell them apart.
      expect(body.hint).toMatch(/^Attach the right asset by its id/);
    }
    expect(posted(extension)).toEqual([]);
  });

  test('at another client only is that asset, with a warning', async () => {
    const ticketId = await openTicket(extension, { client_id: 12 });
    const { body } = await link({ ticket_id: ticketId, hostname: 'HOST-7' });
    expect(body).toMatchObject({
      asset_id: 311,
      _meta: { warnings: ['The asset belongs to client 13, the ticket to 12.'] },
    });
  });
});

test.each([
  [{ id: 7, inventory_number: 'WS-042' }, 'one'],
  [{ id: 7, inventory_number: 'WS-042', client_id: 12 }, 'one'],
  [{ id: 7, inventory_number: 'WS-042', client_id: 13 }, 'none'],
])('at client 12 the row %j of the search is %s: one that shows no client was found at the given one', (row, kind) => {
  expect(matchAsset([row], 'ws-042', { clientId: 12 }).kind).toBe(kind);
});

describe('of the rows of a search', () => {
  const short = { id: 7, client_id: 12, inventory_number: 'SRV-01', key_field: 'srv-01.corp.example' };
  test.each([
    [
      'a short name is the host at the client that the caller named, whosever the ticket is',
      short,
      'srv-01.other.example',
      { clientId: 12, ticketClientId: 13 },
      'one',
    ],
    [
      'a short name beside another domain is none at another client',
      short,
      'srv-01.other.example',
      { ticketClientId: 13 },
      'none',
    ],
    [
      'a name with a domain is the short host’s at another client too',
      { id: 7, client_id: 13, inventory_number: 'srv-01.corp.example' },
      'srv-01',
      { ticketClientId: 12 },
      'one',
    ],
    [
      'an asset without a tag is not a host that is all domain',
      { id: 7, inventory_number: '', key_field: 'PC-1' },
      '.corp.example',
      {},
      'none',
    ],
    [
      'another domain is another host at the same client too',
      { id: 7, client_id: 12, inventory_number: 'srv-01.corp.example' },
      'srv-01.other.example',
      { ticketClientId: 12 },
      'none',
    ],
    ['a number is not an address that begins with it', { id: 7, inventory_number: '10' }, '10.0.0.5', {}, 'none'],
  ])('%s', (_, row, hostname, bounds, kind) => {
    expect(matchAsset([row], hostname, bounds).kind).toBe(kind);
  });

  test('one whose name ends in a dot is the host itself, and nothing is to be said', () => {
    const asset = { id: 7, inventory_number: 'srv-01.corp.example.' };
    expect(matchAsset([asset], 'srv-01.corp.example', {})).toEqual({ kind: 'one', asset });
  });

  test('one that is called so, though it is inactive, is before one whose key field says so', () => {
    const rows = [
      { id: 8, key_field: 'WS-042' },
      { id: 7, inventory_number: 'WS-042', inactive: true },
    ];
    expect(matchAsset(rows, 'ws-042', {})).toMatchObject({ kind: 'one', asset: { id: 7 } });
  });

  test.each([
    [{ inventory_number: 'SRV-01', key_field: 'K-9' }, 'SRV-01'],
    [{ inventory_number: 'A-17', key_field: 'SRV-01' }, 'SRV-01'],
    [{ inventory_number: '', key_field: 'SRV-01' }, 'SRV-01'],
  ])('one that differs just by the domain is named as far as it does: %j', (names, name) => {
    const match = matchAsset([{ id: 7, ...names }], 'srv-01.corp.example', {});
    expect(match).toMatchObject({ kind: 'one', warning: expect.stringContaining(`; \`${name}\`, the only one`) });
  });
});
