import { beforeEach, describe, expect, test } from '@jest/globals';
import { resolveNames } from '../../../../lib/action/names/resolve-names.ts';
import type { HaloApi, HaloQuery, HaloRecord } from '../../../../lib/halopsa/api.ts';

let queries: HaloQuery[];
let notes: object;
beforeEach(() => {
  queries = [];
  notes = {};
});

/** A HaloPSA of which only what is given can be asked; every look-up is remembered nowhere. */
const resolve = (halo: Record<string, unknown>, input: Record<string, unknown>) =>
  resolveNames(
    {
      halo: halo as unknown as HaloApi,
      remember: (_key, load) => load(),
      note: (facts) => Object.assign(notes, facts),
    },
    input,
  );

const list = (answer: (query: HaloQuery) => HaloRecord[]) => ({
  searchAll: async (query: HaloQuery) => {
    queries.push(query);
    return { rows: answer(query), isPartial: false };
  },
});

test('an input without names is handed back as it is, and HaloPSA is not even looked at', async () => {
  const input = { client_id: 12, extra: {} };
  expect(await resolve({}, input)).toBe(input);
  expect(notes).toEqual({});
});

test('the lists are asked for at the same time', async () => {
  let asked = 0;
  let everybodyAsked = () => {};
  const together = new Promise<void>((done) => {
    everybodyAsked = done;
  });
  // Nobody is answered before all have asked: one after the other would wait forever.
  const answer = async () => {
    asked += 1;
    if (asked === 5) everybodyAsked();
    await together;
    return { rows: [{ id: 1, name: 'x' }], isPartial: false };
  };
  const lists = { agents: answer, priorities: answer, statuses: answer, ticketTypes: answer };
  const input = { client: 'x', agent: 'x', priority: 'x', status: 'x', tickettype: 'x' };
  expect(await resolve({ lists, clients: { searchAll: answer } }, input)).toEqual({
    client_id: 1,
    agent_id: 1,
    priority_id: 1,
    status_id: 1,
    tickettype_id: 1,
  });
});

describe('a name that is a pattern to HaloPSA’s search', () => {
  test('is found in the whole list', async () => {
    const clients = list(({ search }) => (search === undefined ? [{ id: 7, name: 'Acme [West]' }] : []));
    expect(await resolve({ clients }, { client: 'Acme [West]' })).toEqual({ client_id: 7 });
    expect(queries.map(({ search }) => search)).toEqual(['Acme [West]', undefined]);
  });

  test('costs no second call where the search finds it', async () => {
    const clients = list(() => [{ id: 7, name: 'Acme' }]);
    await resolve({ clients }, { client: 'Acme' });
    expect(queries).toHaveLength(1);
  });
});

describe('rows that do not count', () => {
  test.each([
    ['of another client, where HaloPSA ignores the filter', { id: 3, name: 'Main', client_id: 13 }],
    ['inactive ones, where it lists them all the same', { id: 3, name: 'Main', client_id: 12, inactive: true }],
    ['without a name', { id: 3, client_id: 12 }],
  ])('%s', async (_, row) => {
    const sites = list(() => [row as HaloRecord, { id: 18, name: 'Main', client_id: 12 }]);
    expect(await resolve({ sites }, { site: 'Main', client_id: 12 })).toEqual({ client_id: 12, site_id: 18 });
  });
});

test('a failed look-up waits for the others, so that none goes on behind the answer', async () => {
  let isOver = false;
  const lists = {
    agents: () => Promise.reject(new Error('down')),
    statuses: async () => {
      await new Promise((done) => setImmediate(done));
      isOver = true;
      return { rows: [], isPartial: false };
    },
  };
  await expect(resolve({ lists }, { agent: 'x', status: 'y' })).rejects.toThrow('down');
  expect(isOver).toBe(true);
});
