import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type CappedExtension, startCapped } from '../support/capped.ts';
import { OTHER_OID } from '../support/extension.ts';
import { apiCalls, openTicket, posted } from '../support/halo-calls.ts';

/** Northwind's (client 12) is the org's own; Contoso's (client 13) is not. Site 20, user 42 and assets 302, 311 are Contoso's. */
const OWN = 2884;
const FOREIGN = 2885;

let capped: CappedExtension;
beforeEach(async () => {
  capped = await startCapped([12]);
  await openTicket(capped.extension, { summary: 'EDR on WS-042', client_id: 12 });
  await openTicket(capped.extension, { summary: 'Ransom note at the depot', client_id: 13, asset_ids: [302] });
});
afterEach(() => capped.extension.close());

const ticketNow = (id: number) => structuredClone(capped.extension.halo.state.tickets.find((one) => one.id === id));

type Crossing = [why: string, action: string, input: Record<string, unknown>];

const create = (why: string, input: Record<string, unknown>): Crossing => [
  why,
  'create_ticket',
  { summary: 's', ...input },
];
const update = (why: string, input: Record<string, unknown>): Crossing => [why, 'update_ticket', { id: OWN, ...input }];

const CROSSINGS: Crossing[] = [
  create('the client', { client_id: 13 }),
  create('the client as text', { client_id: ' 13 ' }),
  create('the client in extra', { client_id: 12, extra: { client_id: 13 } }),
  create('the client in extra as JSON', { extra: '{"client_id":"13"}' }),
  create('the client in extra, in another spelling', { extra: { Client_ID: 13 } }),
  create('the client in two spellings', { client_id: 12, extra: { CLIENT_ID: 13 } }),
  create('the client as a float in text', { extra: { client_id: '13.0' } }),
  create('no client at all', { extra: { client_id: 0 } }),
  create('the client in a form nobody can read', { extra: { client_id: '1.3e1' } }),
  create('the client in a list', { extra: { client_id: [13] } }),
  create("the client's name", { extra: { client_name: 'Contoso Logistics' } }),
  create('a user look-up', { extra: { userlookup: { id: 42 } } }),
  create('a nested client', { extra: { client: { id: 13 } } }),
  create('a letter that only looks like one', { extra: { 'cl\u0131ent_id': 13 } }),
  create('the site', { site_id: 20 }),
  create('the site beside the own client', { client_id: 12, site_id: 20 }),
  create('the site in extra', { client_id: 12, extra: { Site_Id: '20' } }),
  create('a site that nobody has', { client_id: 12, site_id: 999 }),
  create('the user', { user_id: 42 }),
  create('the user beside the own client and site', { client_id: 12, site_id: 18, user_id: 42 }),
  create('a user that nobody has', { user_id: 999 }),
  create('the parent', { client_id: 12, parent_id: FOREIGN }),
  create('the parent in extra', { client_id: 12, extra: { PARENT_ID: `${FOREIGN}` } }),
  create('an asset', { client_id: 12, asset_ids: [501, 302] }),
  create('an asset in extra', { client_id: 12, extra: { assets: [{ ID: 302 }] } }),
  create('an asset in extra, in two spellings', { extra: { assets: [{ id: 501, Id: 302 }] } }),
  create('an asset with a client of its own', { extra: { assets: [{ id: 501, client_id: 13 }] } }),
  create('a bare asset', { extra: { assets: 302 } }),
  create('a merge', { client_id: 12, extra: { merged_into_id: FOREIGN } }),
  update('a move', { extra: { client_id: 13 } }),
  update('a move, in another spelling', { extra: { cLIENT_iD: '13' } }),
  update('a move by site', { extra: { site_id: 20 } }),
  update('a move by user', { extra: { user_id: 42 } }),
  update('a parent', { extra: { parent_id: FOREIGN } }),
  update('an asset', { asset_ids: [302] }),
  update('an asset in extra', { extra: { Assets: [{ id: 302 }] } }),
  update('another one’s ticket', { id: FOREIGN, status_id: 2 }),
  update('another one’s ticket, pulled over', { id: FOREIGN, extra: { client_id: 12 } }),
  update('another one’s ticket, stripped', { id: FOREIGN, asset_ids: [] }),
  ['a detection', 'report_detection', { cat: 'Credential dump', hostname: 'WS-042', client_id: 13 }],
  ['a detection, by extra', 'report_detection', { cat: 'Credential dump', extra: { Client_Id: 13 } }],
  ['a note', 'add_action', { ticket_id: FOREIGN, note: 'n' }],
  ['a note elsewhere', 'add_action', { ticket_id: OWN, note: 'n', extra: { child_ticket_id: FOREIGN } }],
  [
    'a note by mail',
    'add_action',
    { ticket_id: OWN, note: 'n', extra: { sendemail: true, emailto: 'ceo@contoso.example' } },
  ],
  ['a link to another one’s ticket', 'link_asset_to_ticket', { ticket_id: FOREIGN, hostname: 'WS-042' }],
  ['an asset of another', 'link_asset_to_ticket', { ticket_id: OWN, hostname: 'HOST-7', client_id: 13 }],
  [
    'an asset made at another',
    'link_asset_to_ticket',
    { ticket_id: OWN, hostname: 'NEW-1', client_id: 13, asset_type_id: 7 },
  ],
  [
    'an asset made at another site',
    'link_asset_to_ticket',
    { ticket_id: OWN, hostname: 'NEW-1', site_id: 20, asset_type_id: 7 },
  ],
  ['tickets of another', 'search_tickets', { client_id: 13 }],
  ['sites of another', 'lookup_client_site', { type: 'site', client_id: 13 }],
];

/** What HaloPSA knows of the other client, and of its tickets. */
const ELSEWHERE = /Ransom|Contoso|Head Office|Depot|Marcus/i;

describe('an org that may touch one client can’t reach another by', () => {
  test.each(CROSSINGS)('%s (%s)', async (_, action, input) => {
    const before = [ticketNow(OWN), ticketNow(FOREIGN)];
    for (const { door, status, text } of await capped.atBothDoors(action, input)) {
      expect([door, status]).toEqual([door, door === 'direct' ? 403 : 400]);
      expect(text).toContain('client_not_allowed');
      expect(text).toMatch(/allowed for it: 12\.|Leave `.+` out\.|Send a site of client 12;/);
      expect(text).not.toMatch(ELSEWHERE);
    }
    expect(posted(capped.extension)).toEqual([]);
    expect([ticketNow(OWN), ticketNow(FOREIGN)]).toEqual(before);
  });

  test.each(CROSSINGS.filter(([, action]) => !/search|lookup/.test(action)))(
    '%s (%s) in a dry run',
    async (_, action, input) => {
      for (const { text } of await capped.atBothDoors(action, { ...input, dry_run: true })) {
        expect(text).toContain('client_not_allowed');
      }
    },
  );

  test.each<[string, Record<string, unknown>]>([
    ['client', { client: 'Contoso Logistics' }],
    ['site', { client_id: 12, site: 'Head Office' }],
  ])('the name of a %s, which is as unknown as any other', async (_, names) => {
    for (const { text } of await capped.atBothDoors('create_ticket', { summary: 's', ...names })) {
      expect(text).toContain('not_found');
      expect(text).not.toMatch(/Fabrikam|Depot|Plant|Tailspin/);
    }
    expect(posted(capped.extension)).toEqual([]);
  });

  test('a default of its own configuration', async () => {
    const [, webhook] = await capped.atBothDoors('create_ticket', { summary: 's' }, { default_client_id: 13 });
    expect(webhook?.text).toContain('client_not_allowed');
  });
});

describe('a refusal', () => {
  test('names the client that was refused and those that are allowed', async () => {
    const { body } = await capped.call('create_ticket', { summary: 's', client_id: 13 });
    expect(body).toMatchObject({
      code: 'client_not_allowed',
      retriable: false,
      detail: 'The organization may not touch the HaloPSA client 13.',
      hint: 'Use one of the clients that are allowed for it: 12.',
    });
  });

  test('of a ticket names its client and nothing else of it', async () => {
    const { body } = await capped.call('add_action', { ticket_id: FOREIGN, note: 'n' });
    expect(body.detail).toBe(
      `The organization may not touch the HaloPSA client 13, to which ticket ${FOREIGN} belongs.`,
    );
  });

  test('is final for LimaCharlie', async () => {
    const answer = await capped.extension.request('search_tickets', { client_id: 13 }, { oid: OTHER_OID });
    expect(answer.body).toMatchObject({ retriable: false, error: expect.stringContaining('client 13') });
  });

  test('costs no call where what was sent shows it', async () => {
    await capped.call('create_ticket', { summary: 's', client_id: 13 });
    expect(apiCalls(capped.extension)).toEqual([]);
  });

  test('is logged as a security event, with who tried what', async () => {
    const { body } = await capped.call('create_ticket', { summary: 'private', client_id: 13 });
    const events = capped.extension.logs.filter((record) => record.security_event !== undefined);
    expect(events).toMatchObject([
      {
        level: 'WARN',
        message: 'an organization reached beyond its HaloPSA clients',
        security_event: 'client_not_allowed',
        code: 'client_not_allowed',
        oid: OTHER_OID,
        action: 'create_ticket',
        request_id: body.request_id,
        reason: expect.stringContaining('client 13'),
      },
    ]);
    expect(JSON.stringify(events)).not.toContain('private');
  });
});
