import { describe, expect, test } from '@jest/globals';
import { findByReference } from '../../lib/action/references/find-by-reference.ts';
import { withReference } from '../../lib/action/references/reference.ts';
import type { HaloApi, HaloPage, HaloRecord } from '../../lib/halopsa/api.ts';

const REFERENCE = 'LC-0123456789ABCDEF0123';
const LINE = `Reference: ${REFERENCE} (identifies the LimaCharlie message behind this ticket; please keep this line)`;

describe('the reference line', () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['is the body of a ticket without one', {}, { details: LINE }],
    ['ends a body of text', { details: 'a' }, { details: `a\n\n${LINE}` }],
    [
      'ends a body of HTML, which stays the only one',
      { details_html: '<p>a</p>' },
      { details_html: `<p>a</p><p>${LINE}</p>` },
    ],
    [
      'ends both bodies where there are two: HaloPSA searches just one',
      { details: 'a', details_html: '<p>a</p>' },
      { details: `a\n\n${LINE}`, details_html: `<p>a</p><p>${LINE}</p>` },
    ],
  ])('%s', (_, fields, sent) => {
    expect(withReference(fields, REFERENCE)).toEqual(sent);
  });

  test('is not there for a message without a key', () => {
    expect(withReference({ details: 'a' }, undefined)).toEqual({ details: 'a' });
  });
});

describe('the ticket of a reference', () => {
  const whole = (id: number): HaloRecord => ({ id, details: LINE, details_html: `<p>${LINE}</p>` });
  const find = (page: HaloPage) => {
    const tickets = { search: async () => page, get: async (id: number) => whole(id) };
    return findByReference({ tickets } as unknown as HaloApi, REFERENCE);
  };
  const others = (count: number) => Array.from({ length: count }, (_, i) => ({ id: i + 1, details: 'another' }));

  test('is found among others, and read whole', async () => {
    const rows = [...others(3), { id: 9, details: `a\n\n${LINE}` }];
    expect(await find({ rows, recordCount: 4 })).toEqual(whole(9));
  });

  test('is found where the rows show no bodies', async () => {
    expect(await find({ rows: [{ id: 9 }], recordCount: 1 })).toEqual(whole(9));
  });

  test('is not there where all that HaloPSA has was seen', async () => {
    expect(await find({ rows: [], recordCount: 0 })).toBeUndefined();
    expect(await find({ rows: others(3), recordCount: 3 })).toBeUndefined();
  });

  test.each([
    ['a full page of others', 100, 100],
    ['a page that HaloPSA has cut to fifty', 50, 717],
    ['a count of more than was shown', 3, 4],
  ])('is unknown, not missing, behind %s', async (_, shown, recordCount) => {
    await expect(find({ rows: others(shown), recordCount })).rejects.toMatchObject({ code: 'outcome_unknown' });
  });
});
