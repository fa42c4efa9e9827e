import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createRemovals, type Removals } from '../../../../lib/halopsa/resources/removals.ts';
import { createTransport } from '../../../../lib/halopsa/transport.ts';
import { startTestHalo, type TestHalo } from '../../../support/halo.ts';

let halo: TestHalo;
let removals: Removals;
beforeEach(async () => {
  halo = await startTestHalo();
  removals = createRemovals(createTransport({ oid: 'any', deadlineAtMs: 20_000 }, halo.deps));
});
afterEach(() => halo.close());

describe('a removal', () => {
  test.each<['200 with the id' | '204 without a body', 200 | 204]>([
    ['200 with the id', 200],
    ['204 without a body', 204],
  ])('is done where HaloPSA answers %s', async (_, deleteStatus) => {
    halo.simulator.toggles.deleteStatus = deleteStatus;
    const { id } = await halo.api.tickets.create({ summary: 'Gone soon' });
    await removals.ticket(id, 'It was a test');
    await removals.asset(501);
    expect(halo.simulator.state.tickets).toMatchObject([{ id, deleted: true, delete_reason: 'It was a test' }]);
    expect(halo.simulator.state.assets.some((asset) => asset.id === 501)).toBe(false);
  });
});

test('a ticket that is gone is in no list, but can still be read', async () => {
  const { id } = await halo.api.tickets.create({ summary: 'Gone soon' });
  await removals.ticket(id, 'It was a test');
  await expect(halo.api.tickets.search({ search: 'Gone' })).resolves.toEqual({ recordCount: 0, rows: [] });
  await expect(halo.api.tickets.get(id)).resolves.toMatchObject({ id });
});

test('a record that is not there is not found', async () => {
  await expect(removals.ticket(4711, 'x')).rejects.toMatchObject({ code: 'not_found' });
  await expect(removals.asset(4711)).rejects.toMatchObject({ code: 'not_found' });
});

test('a removal that is refused says which scope is missing', async () => {
  await halo.close();
  halo = await startTestHalo({}, { scope: 'read:assets' });
  removals = createRemovals(createTransport({ oid: 'any', deadlineAtMs: 20_000 }, halo.deps));
  await expect(removals.asset(501)).rejects.toMatchObject({
    code: 'scope_missing',
    hint: expect.stringContaining('`edit:assets`'),
  });
});
