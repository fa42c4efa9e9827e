import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startTestExtension, type TestExtension } from '../../support/extension.ts';
import { openTicket, posted } from '../../support/halo-calls.ts';

let extension: TestExtension;
beforeEach(async () => {
  extension = await startTestExtension();
});
afterEach(() => extension.close());

const NEW = { hostname: 'NEW-1', asset_type_id: 7 };
const link = (input: Record<string, unknown>) => extension.direct('link_asset_to_ticket', { ...NEW, ...input });
const assetsOf = (ticketId: number) => extension.halo.state.tickets.find(({ id }) => id === ticketId)?.asset_ids;
const refuseAttaching = (status: number, body: unknown) =>
  extension.halo.faults.add({ kind: 'status', status, body, match: { method: 'POST', path: '/api/Tickets' } });

describe('an asset is not created', () => {
  test.each(['NEW-1', 'NEW-2'])('where HaloPSA does not say what the ticket has, for %s', async (hostname) => {
    const ticketId = await openTicket(extension);
    const bare = { id: ticketId, client_id: 12, summary: 's' };
    const { faults } = extension.halo;
    faults.add({ kind: 'status', status: 200, body: bare, match: { method: 'GET', path: '/api/Tickets/' } });
    // The search is answered, and the list of the ticket's assets is not.
    const match = { method: 'GET', path: '/api/Asset' };
    faults.add({ kind: 'status', status: 400, body: { Message: 'no' }, match, skip: 1, times: 2 });
    const { body } = await link({ ticket_id: ticketId, hostname });
    expect(body).toMatchObject({ code: 'halo_rejected', hint: expect.stringContaining('Nothing was written.') });
    expect(posted(extension)).toEqual([]);
  });
});

describe('an asset that was created and could not be attached', () => {
  test.each([
    ['refuses', 400, { Message: 'You do not have permission to update this Ticket' }, 'scope_missing'],
    ['refuses by a rule', 400, { Message: 'Category is a mandatory field' }, 'halo_rejected'],
    ['is down', 503, '', 'outcome_unknown'],
  ])('is named where HaloPSA %s', async (_, status, words, code) => {
    const ticketId = await openTicket(extension);
    refuseAttaching(status, words);
    const { body } = await link({ ticket_id: ticketId });
    expect(body.code).toBe(code);
    expect(body.detail).toMatch(
      new RegExp(`^Asset 503 was created, and the next attempt takes it\\. HaloPSA answered ${status}`),
    );
  });

  test('is not said to be mended by inputs that the action does not take', async () => {
    const ticketId = await openTicket(extension);
    refuseAttaching(400, { Message: 'Category is a mandatory field' });
    const { body } = await link({ ticket_id: ticketId });
    expect(body.hint).toMatch(
      /`extra` or `customfields` where the action takes that, or be given a default in HaloPSA\.$/,
    );
  });

  test('is not denied where a read fails after it', async () => {
    const ticketId = await openTicket(extension);
    refuseAttaching(404, { Message: 'Record not found' });
    // The ticket is read once more, for its type and its client.
    const match = { method: 'GET', path: '/api/Tickets/' };
    extension.halo.faults.add({ kind: 'status', status: 503, body: '', match, skip: 1, times: Infinity });
    const { body } = await link({ ticket_id: ticketId });
    expect(body).toMatchObject({ code: 'halo_unavailable', hint: 'Send it again later.' });
    expect(body.detail).toContain('Asset 503 was created');
  });

  test.each([false, true])(
    'is the one that the next attempt takes, whether HaloPSA names it by itself (%s) or not',
    async (autoNumberAssets) => {
      extension.halo.toggles.autoNumberAssets = autoNumberAssets;
      const ticketId = await openTicket(extension);
      refuseAttaching(400, { Message: 'no' });
      await link({ ticket_id: ticketId });
      expect((await link({ ticket_id: ticketId })).body).toMatchObject({ asset_id: 503, asset_created: false });
      expect(assetsOf(ticketId)).toEqual([503]);
    },
  );
});
