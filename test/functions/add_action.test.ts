import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startTestExtension, type TestExtension } from '../support/extension.ts';
import { apiCalls, openTicket, posted } from '../support/halo-calls.ts';

let extension: TestExtension;
let ticketId: number;
beforeEach(async () => {
  extension = await startTestExtension();
  ticketId = await openTicket(extension);
});
afterEach(() => extension.close());

const add = (input: Record<string, unknown>) =>
  extension.direct('add_action', { ticket_id: ticketId, note: 'n', ...input });

describe('add_action', () => {
  test('adds a private note in one round trip and returns it', async () => {
    const { status, body } = await add({ ticket_id: String(ticketId), note: 'Isolated the host.' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: 2, ticket_id: ticketId, note: 'Isolated the host.', hiddenfromuser: true });
    expect(posted(extension)).toEqual([
      { ticket_id: ticketId, note: 'Isolated the host.', hiddenfromuser: true, outcome: 'Note' },
    ]);
    expect(apiCalls(extension)).toMatchObject([{ method: 'POST', path: '/api/Actions' }]);
  });

  test.each([
    [undefined, true],
    [null, true],
    ['', true],
    ['<no value>', true],
    [true, true],
    ['yes', true],
    ['1', true],
    [false, false],
    ['False', false],
    ['no', false],
    [0, false],
  ])('with `hiddenfromuser` %j says %s, and always says it', async (given, sent) => {
    await add({ hiddenfromuser: given, outcome: 'Public Note' });
    expect(posted(extension)).toMatchObject([{ hiddenfromuser: sent }]);
    expect(extension.halo.state.actions).toMatchObject([{ hiddenfromuser: sent }]);
  });

  test('knows the outcome with blanks around its name', async () => {
    await add({ outcome: ' Note ' });
    expect(posted(extension)).toMatchObject([{ outcome: 'Note' }]);
  });

  test('takes fractions of hours, also as text', async () => {
    await add({ timetaken: '0.25', actionchargehours: 1.5 });
    expect(posted(extension)).toMatchObject([{ timetaken: 0.25, actionchargehours: 1.5 }]);
  });

  test('lets `extra` win over the modelled fields', async () => {
    await add({ timetaken: 1, extra: { timetaken: 0.5, important: true } });
    expect(posted(extension)).toMatchObject([{ timetaken: 0.5, important: true }]);
  });

  test('sends an `outcome_id` in `extra` without a name, which would be another', async () => {
    await add({ outcome: 'Resolved', extra: { outcome_id: 7 } });
    expect(posted(extension)).toEqual([
      { ticket_id: ticketId, note: expect.anything(), hiddenfromuser: true, outcome_id: 7 },
    ]);
  });

  test.each([[null], [''], ['<no value>']])('takes %j as `outcome_id` for none', async (blank) => {
    await add({ outcome: 'Resolved', extra: { outcome_id: blank } });
    expect(posted(extension)).toMatchObject([{ outcome: 'Resolved' }]);
  });

  test('shows an object as JSON that a person can read', async () => {
    await add({ note: { action: 'isolate' } });
    expect(posted(extension)).toMatchObject([{ note: '{\n  "action": "isolate"\n}' }]);
  });

  test("takes the outcome of the org's configuration where the request names none", async () => {
    const config = { note_outcome: 'Private Note' };
    await extension.request('add_action', { ticket_id: ticketId, note: 'n' }, { config });
    await extension.request('add_action', { ticket_id: ticketId, note: 'n', outcome: 'Resolved' }, { config });
    expect(posted(extension).map((record) => record.outcome)).toEqual(['Private Note', 'Resolved']);
  });
});

describe('add_action refuses, and sends nothing', () => {
  test.each<[string, Record<string, unknown>, string[]]>([
    ['no ticket', { ticket_id: null }, ['ticket_id']],
    ['ticket 0', { ticket_id: 0 }, ['ticket_id']],
    ['an empty note', { note: '' }, ['note']],
    ['a visibility that is neither', { hiddenfromuser: 'maybe' }, ['hiddenfromuser']],
    ['negative hours', { timetaken: -1, actionchargehours: 'an hour' }, ['timetaken', 'actionchargehours']],
    ['visibility by way of `extra`', { extra: { hiddenfromuser: false } }, ['extra']],
    ['another ticket by way of `extra`', { extra: '{"Ticket_ID":1}' }, ['extra']],
    ['an entry to overwrite by way of `extra`', { extra: { id: 1 } }, ['extra']],
  ])('%s', async (_, input, fields) => {
    const { status, body } = await add(input);
    expect(status).toBe(400);
    expect(body.errors.map((error: { field: string }) => error.field)).toEqual(fields);
    expect(extension.halo.calls.all).toEqual([]);
  });
});

describe('add_action fails', () => {
  test("in HaloPSA's words where the tenant has no such outcome", async () => {
    const { status, body } = await add({ outcome: 'Nonsense' });
    expect(status).toBe(422);
    expect(body).toMatchObject({
      code: 'halo_rejected',
      halo: { message: expect.stringContaining('An Outcome must be entered') },
    });
  });

  test('as rejected, not as a missing permission, where the workflow refuses the outcome', async () => {
    expect((await add({ outcome: 'Approve' })).body).toMatchObject({ code: 'halo_rejected' });
  });

  test('as not found for an unknown ticket', async () => {
    const { status, body } = await add({ ticket_id: 9999 });
    expect([status, body.code]).toEqual([404, 'not_found']);
  });

  test('for lack of permission where HaloPSA answers 500 to a token without the scope', async () => {
    await extension.close();
    extension = await startTestExtension({ credentials: { scope: 'edit:assets read:customers' } });
    const { status, body } = await add({ ticket_id: 2884 });
    expect([status, body.code]).toEqual([502, 'scope_missing']);
    expect(body.hint).toContain('edit:tickets');
  });
});
