import { describe, expect, test } from '@jest/globals';
import { findByReference } from '../../../../lib/action/references/find-by-reference.ts';
import { referenceLine } from '../../../../lib/action/references/reference.ts';
import { ExtensionError } from '../../../../lib/errors.ts';
import type { HaloPage, HaloQuery, HaloRecord } from '../../../../lib/halopsa/api.ts';
import { fakeHalo } from '../../halopsa/client-cap/fake-halo.ts';

const REFERENCE = 'LC-0F105927248C26394C78';
const mine = { id: 7, details: `What: x\n\nReference: ${REFERENCE} (…)` };
const other = (id: number): HaloRecord => ({ id, details: 'something else' });

const find = (page: HaloPage) =>
  findByReference(fakeHalo({ tickets: { search: async () => page, get: async (id) => ({ ...mine, id }) } }), REFERENCE);

test('the ticket that has the reference is found, and read whole', async () => {
  expect(await find({ recordCount: 2, rows: [other(9), mine] })).toEqual(mine);
});

test('it is found where only the HTML has the reference', async () => {
  const rows = [other(9), { ...other(7), details_html: `<p>${mine.details}</p>` }];
  expect(await find({ recordCount: 2, rows })).toEqual(mine);
});

test('it is found among the newest where the search reads no bodies', async () => {
  const search = async ({ search }: HaloQuery): Promise<HaloPage> =>
    search === undefined ? { recordCount: 900, rows: [other(9), mine] } : { recordCount: 0, rows: [] };
  const halo = fakeHalo({ tickets: { search, get: async (id) => ({ ...mine, id }) } });
  expect(await findByReference(halo, REFERENCE)).toEqual(mine);
});

describe('where rows show a part of the body, the search that found the ticket included', () => {
  const cut = (length: number, more: object = {}) => ({
    id: mine.id,
    summary: 'ours',
    details: `What: x\n\n${referenceLine(REFERENCE)}`.slice(0, length),
    ...more,
  });
  const findIn = (rows: HaloRecord[]) => {
    const opened: number[] = [];
    const get = async (id: number) => {
      opened.push(id);
      return id === mine.id ? mine : other(id);
    };
    const search = async () => ({ recordCount: rows.length, rows });
    const found = findByReference(fakeHalo({ tickets: { search, get } }), REFERENCE, 'ours');
    return found.then((ticket) => ({ ticket, opened }));
  };

  test.each([
    ['before the reference', 8],
    ['within its label', 14],
    ['within the reference itself', 25],
  ])('it is opened: cut %s', async (_, length) => {
    expect(await findIn([other(9), cut(length), other(8)])).toEqual({ ticket: mine, opened: [mine.id] });
  });

  test('it is opened though HaloPSA has trimmed its subject line', async () => {
    expect(await findIn([cut(8, { summary: ' ours ' })])).toMatchObject({ ticket: mine });
  });

  test('each is opened once, though search and list both show it', async () => {
    expect(await findIn([{ ...cut(8), id: 9 }])).toEqual({ ticket: undefined, opened: [9] });
  });
});

describe('finding none', () => {
  test.each<[string, HaloPage]>([
    ['no rows', { recordCount: 0, rows: [] }],
    ['rows without the reference, all of them', { recordCount: 2, rows: [other(8), other(9)] }],
  ])('proves that there is none: %s', async (_, page) => {
    expect(await find(page)).toBeUndefined();
  });

  test.each<[string, HaloPage]>([
    ['more matches than rows', { recordCount: 900, rows: [other(9)] }],
    ['a full page', { recordCount: 100, rows: Array.from({ length: 100 }, (_, i) => other(i + 8)) }],
    ['rows that the client cap kept back', { recordCount: 1, rows: [other(9)], isPartial: true }],
  ])('proves nothing: %s', async (_, page) => {
    await expect(find(page)).rejects.toMatchObject({ code: 'outcome_unknown', retriable: true });
  });
});

describe('a row that can not be opened', () => {
  const gone = (code: 'not_found' | 'scope_missing' | 'halo_unavailable') => new ExtensionError(code, 'No.');
  const look = (rows: HaloRecord[], failure: ExtensionError, summary?: string) => {
    const search = async ({ search: text }: HaloQuery) =>
      text === undefined ? { recordCount: rows.length, rows } : { recordCount: 0, rows: [] };
    const get = async (id: number) => {
      if (id === mine.id) return mine;
      throw failure;
    };
    return findByReference(fakeHalo({ tickets: { search, get } }), REFERENCE, summary);
  };
  const row = (id: number, summary: string) => ({ id, summary });

  test.each(['not_found', 'scope_missing'] as const)('is passed over: %s', async (code) => {
    expect(await look([row(9, 'theirs'), row(mine.id, 'ours')], gone(code), 'ours')).toEqual(mine);
  });

  test('proves nothing where it may be the one', async () => {
    const unknown = { code: 'outcome_unknown' };
    await expect(look([row(9, 'ours')], gone('not_found'), 'ours')).rejects.toMatchObject(unknown);
    await expect(look([row(9, 'theirs')], gone('not_found'))).rejects.toMatchObject(unknown);
    await expect(look([{ id: 9 }], gone('not_found'), 'ours')).rejects.toMatchObject(unknown);
  });

  test('proves nothing either where the next one can be opened, and is another', async () => {
    const rows = [row(9, 'ours'), row(8, 'ours')];
    const search = async () => ({ recordCount: rows.length, rows });
    const get = async (id: number) => {
      if (id === 9) throw gone('not_found');
      return other(id);
    };
    const found = findByReference(fakeHalo({ tickets: { search, get } }), REFERENCE, 'ours');
    await expect(found).rejects.toMatchObject({ code: 'outcome_unknown' });
  });

  test('says nothing of a ticket that is called otherwise', async () => {
    expect(await look([row(9, 'theirs')], gone('not_found'), 'ours')).toBeUndefined();
  });

  test('since HaloPSA is down is no answer', async () => {
    await expect(look([row(9, 'theirs')], gone('halo_unavailable'), 'ours')).rejects.toMatchObject({
      code: 'halo_unavailable',
    });
  });
});

test.each([
  ['cut', 'x'.repeat(255), 'x'.repeat(400), true],
  ['with one blank for several', 'a b', 'a  \tb', true],
  ['of which it is only the first word', 'x', 'x y', false],
])('a subject line that HaloPSA shows %s is told from others', async (_, shown, sent, isOpened) => {
  const opened: number[] = [];
  const get = async (id: number) => {
    opened.push(id);
    return mine;
  };
  const rows = [{ id: mine.id, summary: shown, details: 'What' }];
  await findByReference(
    fakeHalo({ tickets: { search: async () => ({ recordCount: 1, rows }), get } }),
    REFERENCE,
    sent,
  );
  expect(opened.length > 0).toBe(isOpened);
});

describe('where HaloPSA counts nothing', () => {
  const uncounted = (rows: HaloRecord[]): HaloPage => ({ recordCount: rows.length, rows, isUncounted: true });
  const listOf = (count: number, size: number) => {
    const all = Array.from({ length: count }, (_, i) => (i === count - 1 ? mine : other(1_000 - i)));
    const search = async ({ search: text, page_no = 1 }: HaloQuery) =>
      uncounted(text === undefined ? all.slice((Number(page_no) - 1) * size, Number(page_no) * size) : []);
    return fakeHalo({ tickets: { search, get: async (id) => ({ ...mine, id }) } });
  };

  test('the newest are read on, page by page', async () => {
    expect(await findByReference(listOf(70, 50), REFERENCE)).toEqual(mine);
  });

  test.each([20, 50, 99])('a search that shows %i rows may have been cut, and proves nothing', async (count) => {
    const rows = Array.from({ length: count }, (_, i) => other(1_000 - i));
    await expect(find(uncounted(rows))).rejects.toMatchObject({ code: 'outcome_unknown' });
  });

  test('one that shows a few proves that there is none', async () => {
    expect(await find(uncounted([other(9), other(8)]))).toBeUndefined();
  });
});

test('no reference finds nothing, and asks for nothing', async () => {
  expect(await findByReference(fakeHalo({}), undefined)).toBeUndefined();
});

describe('where the search reads no bodies', () => {
  /** HaloPSA's tickets, newest first, as its list shows them and as they are. */
  function haloOf({
    rows,
    pageSize = 100,
    isOrdered = true,
  }: {
    rows: HaloRecord[];
    pageSize?: number;
    isOrdered?: boolean;
  }) {
    const opened: number[] = [];
    const list = isOrdered ? rows : rows.toReversed();
    const search = async ({ search, page_no = 1, page_size = 50 }: HaloQuery): Promise<HaloPage> => {
      if (search !== undefined) return { recordCount: 0, rows: [] };
      const size = Math.min(pageSize, Number(page_size));
      const from = (Number(page_no) - 1) * size;
      return { recordCount: rows.length, rows: list.slice(from, from + size) };
    };
    const get = async (id: number) => {
      opened.push(id);
      return id === mine.id ? { ...mine } : other(id);
    };
    return { opened, halo: fakeHalo({ tickets: { search, get } }) };
  }
  const bare = (id: number, more: object = {}): HaloRecord => ({ id, summary: 'theirs', ...more });
  const newer = (count: number, toRow = other) => Array.from({ length: count }, (_, i) => toRow(mine.id + count - i));
  const older = [6, 5, 4].map(other);

  test.each<[string, Partial<HaloRecord>]>([
    ['no body', {}],
    ['null for it', { details: null }],
    ['its beginning', { details: 'What: x' }],
  ])('the ticket is opened whose row shows %s', async (_, shown) => {
    const rows = [...newer(3), bare(mine.id, { summary: 'ours', ...shown }), ...older];
    const { halo, opened } = haloOf({ rows });
    expect(await findByReference(halo, REFERENCE, 'ours')).toEqual(mine);
    expect(opened).toEqual([mine.id]);
  });

  test('no ticket is opened that shows another reference', async () => {
    const theirs = { summary: 'ours', details: `What: x\n\n${referenceLine('LC-ANOTHER')}` };
    const { halo, opened } = haloOf({ rows: [...newer(3, (id) => bare(id, theirs)), ...older] });
    expect(await findByReference(halo, REFERENCE, 'ours')).toBeUndefined();
    expect(opened).toEqual([]);
  });

  test('ten of the newest are opened where no row shows a body, and no summary is known', async () => {
    const near = haloOf({ rows: [...newer(9, bare), bare(mine.id), ...older] });
    expect(await findByReference(near.halo, REFERENCE)).toEqual(mine);
    const far = haloOf({ rows: [...newer(10, bare), bare(mine.id), ...older] });
    expect(await findByReference(far.halo, REFERENCE)).toBeUndefined();
    expect(far.opened).toHaveLength(10);
  });

  test.each([100, 50, 20])('a hundred of the newest are looked at in pages of %i', async (pageSize) => {
    const { halo } = haloOf({ rows: [...newer(99), mine, ...older], pageSize });
    expect(await findByReference(halo, REFERENCE)).toEqual(mine);
  });

  test('nothing is known where HaloPSA shows the oldest for the newest', async () => {
    const rows = [...newer(200), ...older];
    const look = findByReference(haloOf({ rows, isOrdered: false }).halo, REFERENCE);
    await expect(look).rejects.toMatchObject({ code: 'outcome_unknown' });
  });

  test('the order does not matter where all are shown', async () => {
    const rows = [...newer(20), ...older];
    expect(await findByReference(haloOf({ rows, isOrdered: false }).halo, REFERENCE)).toBeUndefined();
  });
});
