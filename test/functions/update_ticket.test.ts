import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startTestExtension, type TestExtension } from '../support/extension.ts';
import { apiCalls, openTicket, posted } from '../support/halo-calls.ts';

let extension: TestExtension;
let id: number;
beforeEach(async () => {
  extension = await startTestExtension();
  id = await openTicket(extension, { details: 'the evidence', asset_ids: [501] });
});
afterEach(() => extension.close());

const update = (input: Record<string, unknown>) => extension.direct('update_ticket', input);
const stored = () => extension.halo.state.tickets[0];

describe('update_ticket', () => {
  test('sends only what is given, in one round trip, and returns the updated ticket', async () => {
    const { status, body } = await update({ id: String(id), status_id: '2' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ id, status_id: 2, summary: 'EDR: credential dump' });
    expect(posted(extension)).toEqual([{ id, status_id: 2 }]);
    expect(apiCalls(extension)).toHaveLength(1);
  });

  test('leaves alone what is rendered to nothing: assets above all', async () => {
    await update({ id, summary: 'new', details: '', asset_ids: '<no value>', agent_id: null });
    expect(posted(extension)).toEqual([{ id, summary: 'new' }]);
    expect(stored()).toMatchObject({ details: 'the evidence', asset_ids: [501] });
  });

  test('changes every field that it takes', async () => {
    const fields = { summary: 'a', details: 'b', status_id: 2, agent_id: 7, priority_id: 2 };
    const customfields = [{ id: 137, value: 'det-9' }];
    await update({ id, ...fields, customfields, extra: { impact: 1 } });
    expect(posted(extension)).toEqual([{ id, ...fields, customfields, impact: 1 }]);
    expect(stored()).toMatchObject({ ...fields, impact: 1 });
  });

  test('replaces the list of assets', async () => {
    await update({ id, asset_ids: [502, 303] });
    expect(stored()?.asset_ids).toEqual([502, 303]);
  });

  test.each([[[]], ['[]']])('clears the list of assets where it is %j', async (list) => {
    expect((await update({ id, asset_ids: list })).status).toBe(200);
    expect(posted(extension)).toEqual([{ id, assets: [] }]);
    expect(stored()?.asset_ids).toEqual([]);
  });

  test('warns of what HaloPSA dropped without a word', async () => {
    const { status, body } = await update({ id, asset_ids: [501, 9_999_999] });
    expect(status).toBe(200);
    expect(body._meta.warnings).toEqual([expect.stringContaining('9999999')]);
  });

  test('says in its description that `details` replaces the evidence', async () => {
    const { default: action } = await import('../../functions/update_ticket/action.ts');
    expect(JSON.stringify(action.input.entries.details)).toContain('holds the original evidence');
  });

  test('copies type and client from the ticket where a tenant wants them with every update', async () => {
    extension.halo.toggles.updateNeedsTypeAndClient = true;
    expect((await update({ id, status_id: 2 })).body).toMatchObject({ id, status_id: 2 });
  });
});

describe('update_ticket refuses, and sends nothing', () => {
  test.each([
    [{ id: 2884 }],
    [{ id: 2884, summary: '', asset_ids: null }],
    [{ id: 2884, extra: {} }],
    [{ id: 2884, customfields: [] }],
    [{ id: 2884, customfields: [{ name: 'CFlcDetection', value: '<no value>' }] }],
    [{ id: 2884, sumary: 'typing error' }],
  ])('%j: there is nothing to change', async (input) => {
    const { status, body } = await update(input);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'invalid_input', errors: [{ field: 'id' }] });
    expect(extension.halo.calls.all).toEqual([]);
  });

  test('what names unknown inputs alone, by their names', async () => {
    const { body } = await update({ id, sumary: 'typing error', statuss: 2 });
    expect(body.detail).toContain('received only unknown inputs: `sumary`, `statuss`.');
    expect(body.hint).toMatch(
      /did you mean `summary`\?.*Add a field to change \(HaloPSA's other ones, such as `team` or `category_1`, go into `extra`\)/,
    );
  });

  test.each([[undefined], [null], [''], [0], [-1], ['0'], [1.5], ['abc'], [[1]], [true], ['<no value>']])(
    'the id %j: HaloPSA would create a ticket',
    async (wrong) => {
      const { status, body } = await update({ id: wrong, summary: 'x' });
      expect(status).toBe(400);
      expect(body.errors).toMatchObject([{ field: 'id' }]);
      expect(extension.halo.calls.all).toEqual([]);
      expect(extension.halo.state.tickets).toHaveLength(1);
    },
  );

  test('another id by way of `extra`', async () => {
    const { status } = await update({ id, summary: 'x', extra: { Id: 1 } });
    expect(status).toBe(400);
    expect(extension.halo.calls.all).toEqual([]);
  });
});

describe('update_ticket fails', () => {
  test.each([404, 400] as const)('as not found where HaloPSA answers %i for an unknown ticket', async (status) => {
    extension.halo.toggles.unknownIdStatus = status;
    const answer = await update({ id: 9999, summary: 'x' });
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ code: 'not_found', retriable: false });
    expect(extension.halo.state.tickets).toHaveLength(1);
  });

  test("in HaloPSA's words where an unassigned ticket can't be closed", async () => {
    extension.halo.toggles.closingNeedsAgent = true;
    const { status, body } = await update({ id, status_id: 9 });
    expect(status).toBe(422);
    expect(body.detail).toContain('assign this Ticket to an Agent before closing');
  });

  test('for lack of permission where the token may only read tickets', async () => {
    extension.halo.state.oauth.role_scopes = ['read:tickets'];
    extension.halo.revokeTokens();
    expect((await update({ id, summary: 'x' })).body).toMatchObject({ code: 'scope_missing', status: 502 });
  });
});
