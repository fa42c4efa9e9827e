import { describe, expect, test } from '@jest/globals';
import type { HaloRecord } from '../../../../lib/halopsa/api.ts';
import { createClientCap } from '../../../../lib/halopsa/client-cap/client-cap.ts';
import { createKnownRecords } from '../../../../lib/halopsa/client-cap/known-records.ts';
import { fakeHalo } from './fake-halo.ts';

function knownOf(record: HaloRecord) {
  const reads: string[] = [];
  const get = (kind: string) => async (id: number) => {
    reads.push(`${kind} ${id}`);
    return record;
  };
  const halo = fakeHalo({ tickets: { get: get('ticket') }, assets: { get: get('asset') } });
  return { reads, known: createKnownRecords(halo, createClientCap([12])) };
}

describe('a ticket', () => {
  test('is read once, with what is attached to it', async () => {
    const { known, reads } = knownOf({ id: 7, client_id: 12, assets: [{ id: 501 }, { id: '502' }, {}, null] });
    expect(await known.ticket(7)).toEqual({ clientId: 12, assetIds: [501, 502] });
    expect(await known.ticket(7)).toEqual({ clientId: 12, assetIds: [501, 502] });
    expect(reads).toEqual(['ticket 7']);
  });

  test('that the action has read is not read again', async () => {
    const { known, reads } = knownOf({ id: 7, client_id: 12 });
    known.admitTicket({ id: 7, client_id: 12 });
    expect(await known.ticket(7)).toEqual({ clientId: 12, assetIds: [] });
    expect(reads).toEqual([]);
  });

  test.each<HaloRecord>([
    { id: 7, client_id: 13 },
    { id: 7 },
    { id: 7, client_id: 'Northwind' },
    { id: 7, client_id: 0 },
  ])('%j is refused, each time anew', async (record) => {
    const { known, reads } = knownOf(record);
    for (const _ of [1, 2]) await expect(known.ticket(7)).rejects.toMatchObject({ code: 'client_not_allowed' });
    expect(reads).toHaveLength(2);
  });
});

describe('an asset', () => {
  test('is read once', async () => {
    const { known, reads } = knownOf({ id: 501, client_id: 12 });
    await known.asset(501);
    await known.asset(501);
    expect(reads).toEqual(['asset 501']);
  });

  test.each<HaloRecord>([{ id: 501, client_id: 13 }, { id: 501 }])('%j is refused', async (record) => {
    await expect(knownOf(record).known.asset(501)).rejects.toMatchObject({ code: 'client_not_allowed' });
  });
});
