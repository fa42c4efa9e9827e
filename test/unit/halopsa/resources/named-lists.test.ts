import { describe, expect, test } from '@jest/globals';
import type { NamedLists } from '../../../../lib/halopsa/api.ts';
import { createNamedLists } from '../../../../lib/halopsa/resources/named-lists.ts';

const listsOf = (body: unknown) => createNamedLists(async () => body);
const NAMES: [keyof NamedLists, string][] = [
  ['agents', 'agents'],
  ['outcomes', 'outcomes'],
  ['statuses', 'statuses'],
  ['teams', 'teams'],
  ['ticketTypes', 'tickettypes'],
];

describe.each(NAMES)('the list of %s', (list, envelope) => {
  test.each([
    ['bare', [{ id: 7, name: 'x' }]],
    ['in an envelope', { record_count: 1, [envelope]: [{ id: 7, name: 'x' }] }],
    ['with its ids in another spelling', [{ id: '7', name: 'x' }]],
  ])('is read %s', async (_, body) => {
    expect(await listsOf(body)[list]()).toEqual({ rows: [{ id: 7, name: 'x' }], isPartial: false });
  });

  test('is not empty where it is missing', async () => {
    await expect(listsOf({ message: 'odd' })[list]()).rejects.toMatchObject({ code: 'halo_unavailable' });
  });
});

describe('the list of priorities', () => {
  test('has the number that tickets use for an id, not the GUID', async () => {
    const rows = [{ id: '5b1f7c9e-3a60-4d2b-8f11-000000000002', priorityid: '2', slaid: 1, name: 'High' }];
    expect((await listsOf(rows).priorities()).rows).toMatchObject([{ id: 2, slaid: 1, name: 'High' }]);
  });

  test('keeps those of several SLAs apart that have the same number', async () => {
    const rows = [
      { id: 'a', priorityid: 1, slaid: 1, name: 'Critical' },
      { id: 'b', priorityid: 2, slaid: 1, name: 'High' },
      { id: 'c', priorityid: 1, slaid: 2, name: 'High' },
    ];
    for (const body of [rows, { record_count: 3, priorities: rows }])
      expect((await listsOf(body).priorities()).rows.map(({ id, name }) => `${id} ${name}`)).toEqual([
        '1 Critical',
        '2 High',
        '1 High',
      ]);
  });

  test('leaves out a row without such a number: its GUID is no use', async () => {
    const rows = [
      { id: '5b1f7c9e', name: 'High' },
      { id: 12, name: 'Low' },
    ];
    expect((await listsOf(rows).priorities()).rows).toEqual([]);
  });
});

test('each is one read of its own list', async () => {
  const asked: string[] = [];
  const lists = createNamedLists(async ({ method, path }) => {
    asked.push(`${method} ${path}`);
    return [{ id: 1, priorityid: 1 }];
  });
  for (const list of ['agents', 'priorities', 'statuses', 'teams', 'ticketTypes'] as const) await lists[list]();
  expect(asked).toEqual(['GET /Agent', 'GET /Priority', 'GET /Status', 'GET /Team', 'GET /TicketType']);
});
