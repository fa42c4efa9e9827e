import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Toggles } from '../../../infra/local/halopsa-simulator/toggles.ts';
import { startTestExtension, type TestExtension } from '../../support/extension.ts';
import { apiCalls, posted } from '../../support/halo-calls.ts';

let extension: TestExtension;
beforeEach(async () => {
  extension = await startTestExtension();
});
afterEach(() => extension.close());

/** HaloPSA has `total` agents and statuses, each named by its id, and gives them as it is told. */
function withLists(total: number, toggles: Partial<Toggles>) {
  const ids = Array.from({ length: total }, (_, index) => index + 1);
  extension.halo.state.agents = ids.map((id) => ({ id, name: `Agent ${id}`, email: '', team: 'SOC' }));
  extension.halo.state.statuses = ids.map((id) => ({ id, name: `Status ${id}`, closed: id === 9 }));
  Object.assign(extension.halo.toggles, toggles);
}

const create = (input: Record<string, unknown>) => extension.direct('create_ticket', { summary: 's', ...input });
const reads = () =>
  apiCalls(extension)
    .filter(({ method }) => method === 'GET')
    .map(({ query }) => query);

describe('a name beyond the first fifty', () => {
  test.each<[string, Partial<Toggles>, number]>([
    ['that come at once', { namedLists: 'whole' }, 1],
    ['where so many come as are asked for', { namedLists: 'counted' }, 1],
    ['that come by pages', { namedLists: 'paged' }, 3],
    [
      'that come in an envelope where so many come as are asked for',
      { namedLists: 'counted', namedListShape: 'envelope' },
      1,
    ],
    ['that come by pages in an envelope, which counts them', { namedLists: 'paged', namedListShape: 'envelope' }, 2],
  ])('is found among seventy %s', async (_, toggles, calls) => {
    withLists(70, toggles);
    expect((await create({ agent: 'agent 55' })).body).toMatchObject({ agent_id: 55 });
    expect(reads()).toHaveLength(calls);
    await create({ status: 'Status 70' });
    expect(posted(extension)).toMatchObject([{ agent_id: 55 }, { status_id: 70 }]);
  });

  test.each<[string, Partial<Toggles>]>([
    ['a bare list', { namedListShape: 'array' }],
    ['a list that counts more than it shows', { namedListShape: 'envelope' }],
  ])('is not said to be nobody’s where HaloPSA gives no more, whatever it is asked: %s', async (_, toggles) => {
    withLists(70, { namedLists: 'cut', ...toggles });
    const { body } = await create({ agent: 'Agent 55' });
    expect(body).toMatchObject({ code: 'not_found', hint: expect.stringContaining('`agent_id`') });
    expect(body.detail).toMatch(
      /^None of the agents that HaloPSA lists is called `Agent 55`, and it may have more; the nearest are `Agent 5`/,
    );
  });

  test('costs nothing more where the first fifty hold it', async () => {
    withLists(70, { namedLists: 'cut' });
    expect((await create({ agent: 'Agent 5' })).status).toBe(200);
  });
});

describe('one call suffices', () => {
  test.each<[number, Partial<Toggles>]>([
    [49, { namedLists: 'cut' }],
    [51, { namedLists: 'whole' }],
    [50, { namedListShape: 'envelope' }],
  ])('where HaloPSA has %i and behaves like %j', async (total, toggles) => {
    withLists(total, toggles);
    expect((await create({ agent: 'Nobody' })).body.detail).toMatch(/^None of HaloPSA's agents is called `Nobody`/);
    expect(reads()).toHaveLength(1);
  });
});

describe('just fifty may be all', () => {
  test('which an empty page shows', async () => {
    withLists(50, { namedLists: 'paged' });
    expect((await create({ agent: 'Nobody' })).body.detail).toMatch(/^None of HaloPSA's agents is/);
    expect(reads()).toHaveLength(2);
  });

  test('which nothing shows where HaloPSA knows no pages', async () => {
    withLists(50, {});
    expect((await create({ agent: 'Nobody' })).body.detail).toMatch(/^None of the agents that HaloPSA lists is/);
    expect(reads()).toHaveLength(2);
  });
});

test('a list that shows nothing is not the proof that a name is nobody’s', async () => {
  withLists(0, {});
  expect((await create({ agent: 'Sam Okoro' })).body.detail).toMatch(
    /that HaloPSA lists is called `Sam Okoro`, and it may have more\.$/,
  );
});
