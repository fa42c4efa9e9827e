import { describe, expect, test } from '@jest/globals';
import { findTagged } from '../../../../../infra/doctor/probe/find-tagged.ts';
import { addressOf } from '../../../../../infra/doctor/probe/leftover.ts';
import { judgeRemoval } from '../../../../../infra/doctor/probe/remove-records.ts';
import { newRunTag, TAG } from '../../../../../infra/doctor/probe/tag.ts';
import { ExtensionError } from '../../../../../lib/errors.ts';
import type { HaloApi } from '../../../../../lib/halopsa/api.ts';

const leftover = (id: number) => ({ kind: 'ticket' as const, id, url: `https://x/tickets?id=${id}`, why: '403' });
const blind = new ExtensionError('scope_missing', 'HaloPSA answered 403 to /Asset.');

describe('a removal', () => {
  test.each([
    [0, 'There is nothing to remove.'],
    [1, '1 record was removed, and is gone.'],
    [3, '3 records were removed, and are gone.'],
  ])('of %d records is well', (count, finding) => {
    expect(judgeRemoval(count, [])).toEqual({ status: 'ok', finding });
  });

  test('that leaves some behind says which, and what to do', () => {
    expect(judgeRemoval(3, [leftover(2884), leftover(2885)])).toMatchObject({
      status: 'fail',
      finding: '2 of 3 records could not be removed: ticket 2884, ticket 2885.',
      remedy: expect.stringContaining('npm run doctor -- clean'),
    });
  });

  test('that nobody can verify is not well', () => {
    expect(judgeRemoval(3, [], blind)).toMatchObject({
      status: 'fail',
      code: 'scope_missing',
      finding: 'Whether everything is gone could not be verified: HaloPSA answered 403 to /Asset.',
    });
  });
});

describe('tagged records', () => {
  const page = (rows: { id: number }[]) => ({ recordCount: rows.length, rows });
  const halo = {
    tickets: {
      search: async () =>
        page([
          { id: 1, summary: `${TAG} 1a2b` },
          { id: 2, summary: `  ${TAG} 3c4d, updated` },
          { id: 3, summary: `Re: ${TAG} 1a2b` },
          { id: 4, summary: 'halopsa-doctor' },
          { id: 5 },
          { id: 6, summary: `${TAG} 1a2b`, deleted: true },
        ] as { id: number }[]),
    },
    assets: {
      searchAll: async () => ({
        rows: [
          { id: 7, inventory_number: `${TAG} 1a2b` },
          { id: 8, inventory_number: 'A000008', key_field: `${TAG} 3c4d` },
          { id: 9, inventory_number: 'MYHOST' },
        ],
        isPartial: false,
      }),
    },
  } as unknown as Pick<HaloApi, 'tickets' | 'assets'>;

  test('are those whose names begin with the tag, whoever made them', async () => {
    expect(await findTagged(halo, TAG)).toEqual([
      { kind: 'ticket', id: 1 },
      { kind: 'ticket', id: 2 },
      { kind: 'asset', id: 7 },
      { kind: 'asset', id: 8 },
    ]);
  });

  test('of one run are told from those of another', async () => {
    expect(await findTagged(halo, `${TAG} 1a2b`)).toEqual([
      { kind: 'ticket', id: 1 },
      { kind: 'asset', id: 7 },
    ]);
    expect(newRunTag()).toMatch(/^\[halopsa-doctor\] [0-9a-f]{8}$/);
    expect(newRunTag()).not.toBe(newRunTag());
  });
});

test.each([
  ['https://acme.halopsa.com', { kind: 'ticket', id: 2884 }, 'https://acme.halopsa.com/tickets?id=2884'],
  ['https://msp.example/psa', { kind: 'asset', id: 503 }, 'https://msp.example/psa/assets?id=503'],
] as const)('at %s, %j is found at %s', (instance, record, url) => {
  expect(addressOf(new URL(instance), record)).toBe(url);
});
