import { describe, expect, test } from '@jest/globals';
import type { HaloFields } from '../../../../lib/halopsa/api.ts';
import { capHaloApi } from '../../../../lib/halopsa/client-cap/cap-halo-api.ts';
import { fakeHalo } from './fake-halo.ts';

const refused = { code: 'client_not_allowed' };

function entriesOf(clientId: number) {
  const sent: unknown[] = [];
  const halo = fakeHalo({
    tickets: { get: async (id) => ({ id, client_id: clientId }) },
    ticketActions: {
      async add(ticketId, fields) {
        sent.push([ticketId, fields]);
        return { id: 2 };
      },
      async edit(ticketId, id, fields) {
        sent.push([ticketId, id, fields]);
        return { id };
      },
      list: async () => [{ id: 2, ticket_id: 7 }, { id: 3, ticket_id: 8 }, { id: 4 }],
    },
  });
  return { sent, entries: capHaloApi(halo, [12]).ticketActions };
}

describe('entries of an allowed client’s ticket', () => {
  test('are added and changed', async () => {
    const { entries, sent } = entriesOf(12);
    await entries.add(7, { Note: 'n', outcome: 'Note' });
    await entries.edit(7, 2, { note: 'm' });
    expect(sent).toEqual([
      [7, { note: 'n', outcome: 'Note' }],
      [7, 2, { note: 'm' }],
    ]);
  });

  test('are listed without those of another ticket', async () => {
    expect(await entriesOf(12).entries.list(7)).toEqual([{ id: 2, ticket_id: 7 }, { id: 4 }]);
  });

  test.each<HaloFields>([
    { note: 'n', ticket_id: 8 },
    { Ticket_Id: 8 },
    { id: 3 },
    { client_id: 13 },
    { new_client: 1 },
  ])('are not written with %j', async (fields) => {
    const { entries, sent } = entriesOf(12);
    await expect(entries.add(7, fields)).rejects.toMatchObject(refused);
    await expect(entries.edit(7, 2, fields)).rejects.toMatchObject(refused);
    expect(sent).toEqual([]);
  });
});

test('entries of another client’s ticket are neither added, changed nor listed', async () => {
  const { entries, sent } = entriesOf(13);
  const attempts = [
    () => entries.add(7, { note: 'n' }),
    () => entries.edit(7, 2, { note: 'n' }),
    () => entries.list(7),
  ];
  for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject(refused);
  expect(sent).toEqual([]);
});
