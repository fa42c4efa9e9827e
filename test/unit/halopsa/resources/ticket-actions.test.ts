import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { HaloApi } from '../../../../lib/halopsa/api.ts';
import { startTestHalo, type TestHalo } from '../../../support/halo.ts';

let halo: TestHalo;
let actions: HaloApi['ticketActions'];
let ticketId: number;
beforeEach(async () => {
  halo = await startTestHalo();
  actions = halo.api.ticketActions;
  ticketId = (await halo.api.tickets.create({ summary: 's' })).id;
});
afterEach(() => halo.close());

const add = (more = {}) => actions.add(ticketId, { note: 'n', outcome: 'Note', hiddenfromuser: true, ...more });
const posts = () => halo.simulator.calls.matching({ method: 'POST', path: '/api/Actions' });

test('an entry is posted to its ticket and comes back with its number within it', async () => {
  await expect(add()).resolves.toMatchObject({ id: 2, ticket_id: ticketId, note: 'n' });
  expect(posts()[0]?.body).toEqual([{ note: 'n', outcome: 'Note', hiddenfromuser: true, ticket_id: ticketId }]);
});

test('no field turns it to another ticket', async () => {
  await add({ ticket_id: 1 });
  expect(posts()[0]?.body).toMatchObject([{ ticket_id: ticketId }]);
});

test('an entry is edited by its number within its ticket, and none is added', async () => {
  const { id } = await add({ note: 'seen twice' });
  await expect(
    actions.edit(ticketId, id, { note: 'seen 3 times', outcome: 'Note', hiddenfromuser: true }),
  ).resolves.toMatchObject({ id, note: 'seen 3 times' });
  expect(posts()[1]?.body).toMatchObject([{ id, ticket_id: ticketId }]);
  expect((await actions.list(ticketId)).map(({ note }) => note)).toEqual(['seen 3 times']);
});

test.each(['array', 'envelope'] as const)('the reply may be an %s', async (replyShape) => {
  halo.simulator.toggles.replyShape = replyShape;
  await expect(add()).resolves.toMatchObject({ id: 2 });
});

describe('a refusal', () => {
  test.each([
    ['an unknown outcome', { outcome: 'Nope' }, 'halo_rejected', 'An Outcome must be entered for this Action'],
    [
      'an outcome that the workflow refuses',
      { outcome: 'Approve' },
      'halo_rejected',
      'You do not have access to this Action',
    ],
  ])('of %s carries HaloPSA’s words', async (_, more, code, words) => {
    await expect(add(more)).rejects.toMatchObject({
      code,
      halo: { status: 400, message: expect.stringContaining(words) },
    });
  });

  test('of a ticket that does not exist is a 404 or a "Record not found"', async () => {
    for (const unknownIdStatus of [404, 400] as const) {
      halo.simulator.toggles.unknownIdStatus = unknownIdStatus;
      await expect(actions.add(99, { note: 'n', outcome: 'Note' })).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  test('for a missing scope looks like an outage, and is told apart by the token’s scopes', async () => {
    await halo.close();
    halo = await startTestHalo({}, { scope: 'edit:assets' });
    await expect(halo.api.ticketActions.add(1, { note: 'n', outcome: 'Note' })).rejects.toMatchObject({
      code: 'scope_missing',
      retriable: false,
      halo: { status: 500 },
      hint: expect.stringContaining('`edit:tickets`'),
    });
    await expect(halo.api.ticketActions.list(1)).rejects.toMatchObject({ code: 'scope_missing' });
  });
});

describe("a ticket's timeline", () => {
  test.each([3, 60, 130])('of %i entries is read to its end', async (entries) => {
    await halo.api.tickets.update(ticketId, { details: 'd' });
    for (let n = 2; n <= entries; n++) await add({ note: `note ${n}` });
    const ids = (await actions.list(ticketId)).map(({ id }) => id);
    expect(ids.sort((a, b) => a - b)).toEqual(Array.from({ length: entries }, (_, index) => index + 1));
  });

  test.each(['oldest', 'newest'] as const)(
    'is read to its end where HaloPSA ignores its pages, %s first',
    async (order) => {
      Object.assign(halo.simulator.toggles, { actionsPaged: false, actionsOrder: order });
      for (let n = 2; n <= 62; n++) await add({ note: `note ${n}` });
      expect(await actions.list(ticketId)).toHaveLength(61);
    },
  );

  test('of a ticket without entries is empty', async () => {
    await expect(actions.list(ticketId)).resolves.toEqual([]);
  });
});
