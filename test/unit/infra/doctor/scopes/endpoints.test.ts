import { describe, expect, test } from '@jest/globals';
import { isNeeded, readsOf, writesOf } from '../../../../../infra/doctor/scopes/endpoints.ts';

const targets = {
  ticketId: 2884,
  assetId: 503,
  assetTypeId: 7,
  place: { client_id: 12, site_id: 18 },
  noteOutcome: 'Internal',
  tag: '[halopsa-doctor] 1a2b',
};

describe('what is read', () => {
  test('is every list by one row, and the timeline of a ticket', () => {
    const paths = readsOf({ ticketId: 2884 }).map(({ name, path }) => [name, path]);
    expect(paths).toContainEqual(['GET /Site', '/Site?pageinate=true&page_no=1&page_size=1']);
    expect(paths).toContainEqual(['GET /Actions', '/Actions?pageinate=true&page_no=1&page_size=1&ticket_id=2884']);
    expect(paths).toContainEqual(['GET /Outcome', '/Outcome']);
  });

  test('is any timeline where no ticket is known', () => {
    expect(readsOf({}).find(({ name }) => name === 'GET /Actions')?.path).not.toContain('ticket_id');
  });

  test('names by which inputs can be given are not needed', () => {
    const names = readsOf({}).map(({ name }) => name);
    expect(names.filter(isNeeded)).toEqual(['GET /Tickets', 'GET /Actions', 'GET /Asset', 'GET /Client', 'GET /Site']);
  });
});

describe('what is written', () => {
  test('creates tagged records at the chosen place, and updates those made before', () => {
    const [createTicket, updateTicket, note, createAsset, updateAsset] = writesOf(targets);
    const place = { client_id: 12, site_id: 18 };
    expect(createTicket).toMatchObject({
      path: '/Tickets',
      makes: 'ticket',
      record: { summary: targets.tag, ...place },
    });
    expect(updateTicket?.record).toMatchObject({ id: 2884 });
    expect(note).toMatchObject({
      path: '/Actions',
      record: { ticket_id: 2884, outcome: 'Internal', hiddenfromuser: true },
    });
    expect(createAsset).toMatchObject({
      path: '/Asset',
      makes: 'asset',
      record: { inventory_number: targets.tag, assettype_id: 7, ...place },
    });
    expect(updateAsset?.record).toMatchObject({ id: 503 });
  });

  test('is of the type that the tenant gave the first ticket', () => {
    expect(writesOf({ ...targets, ticketTypeId: 3 })[0]?.record).toMatchObject({ tickettype_id: 3 });
    expect(writesOf(targets)[0]?.record).not.toHaveProperty('tickettype_id');
  });

  test('carries the tag wherever a new record gets a name', () => {
    const names = writesOf(targets).map(({ record }) => record?.summary ?? record?.inventory_number ?? record?.note);
    expect(names.every((name) => String(name).startsWith(targets.tag))).toBe(true);
  });
});
