import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../lib/clock.ts';
import { startTestExtension, type TestExtension } from '../support/extension.ts';
import { openTicket } from '../support/halo-calls.ts';

let extension: TestExtension;
/** Time passes between deliveries only: a write that broke off has settled when the next one comes. */
let offsetMs = 0;
const later = (durationMs: number) => {
  offsetMs += durationMs;
};
beforeEach(async () => {
  offsetMs = 0;
  const clock = { ...systemClock, nowMs: () => Date.now() + offsetMs };
  extension = await startTestExtension({ clock, simulator: { nowMs: clock.nowMs } });
});
afterEach(() => extension.close());

const strike = (
  kind: 'reset-before' | 'reset-after-commit' | 'empty-403',
  method: string,
  path: string | RegExp,
  more = {},
) => extension.halo.faults.add({ kind, match: { method, path }, ...more });

describe('a redelivery', () => {
  test('whose look is refused does not give up on a link that was made', async () => {
    const ticket_id = await openTicket(extension);
    const data = { ticket_id, hostname: 'WS-042' };
    strike('reset-after-commit', 'POST', '/api/Tickets');
    strike('empty-403', 'GET', /Tickets\/\d+$/, { skip: 1, times: 2 });
    const first = await extension.request('link_asset_to_ticket', data, { key: 'k' });
    later(5_000);
    const second = await extension.request('link_asset_to_ticket', data, { key: 'k' });
    later(5_000);
    const third = await extension.request('link_asset_to_ticket', data, { key: 'k' });
    expect([first.status, second.status, third.status]).toEqual([500, 500, 200]);
    expect(third.body.data).toMatchObject({ asset_id: 501, asset_created: false, _meta: { reconciled: true } });
    expect(extension.halo.calls.count('POST', '/api/Tickets')).toBe(1);
  });

  test('of a message with a very long text gets the answer, its texts cut, and the same id', async () => {
    const data = { summary: 's', details: 'x'.repeat(120_000) };
    const first = await extension.request('create_ticket', data, { key: 'k' });
    const second = await extension.request('create_ticket', data, { key: 'k' });
    expect(second.body.data).toMatchObject({ id: first.body.data.id, summary: 's', _meta: { replayed: true } });
    expect(second.body.data.details).toHaveLength(2_001);
    expect(extension.halo.state.tickets).toHaveLength(1);
  });

  test('after an analyst has changed the ticket does not change it back', async () => {
    const id = await openTicket(extension);
    const data = { id, status_id: 2 };
    await extension.request('update_ticket', data, { key: 'k' });
    await extension.direct('update_ticket', { id, status_id: 9, agent_id: 7 });
    const { status, body } = await extension.request('update_ticket', data, { key: 'k' });
    expect([status, body.data.status_id, body.data._meta.replayed]).toEqual([200, 2, true]);
    expect(extension.halo.state.tickets[0]?.status_id).toBe(9);
  });

  test('of a note tells it from an equal one of long before', async () => {
    const ticket_id = await openTicket(extension);
    await extension.request('add_action', { ticket_id, note: 'Isolated the host.' }, { key: 'a' });
    later(600_000);
    expect(await redeliverUnwritten(ticket_id)).toBe(2);
  });

  test('of a note takes an equal one of minutes before for its own: the limit that the documents state', async () => {
    const ticket_id = await openTicket(extension);
    await extension.request('add_action', { ticket_id, note: 'Isolated the host.' }, { key: 'a' });
    expect(await redeliverUnwritten(ticket_id)).toBe(1);
  });

  /** A second message with the same note, whose first delivery breaks off before HaloPSA has acted; the notes that there are then. */
  async function redeliverUnwritten(ticket_id: number): Promise<number> {
    const data = { ticket_id, note: 'Isolated the host.' };
    strike('reset-before', 'POST', '/api/Actions');
    strike('empty-403', 'GET', '/api/Actions');
    expect((await extension.request('add_action', data, { key: 'b' })).status).toBe(500);
    later(5_000);
    expect((await extension.request('add_action', data, { key: 'b' })).status).toBe(200);
    return extension.halo.state.actions.length;
  }
});

describe('without an idempotency key', () => {
  test.each([
    ['none', {}],
    ['a blank one', { 'idempotency-key': ' ' }],
  ])('a direct call with %s is a message of its own', async (_, headers: Record<string, string>) => {
    for (const summary of ['one', 'two', 'two']) await extension.direct('create_ticket', { summary }, headers);
    expect(extension.halo.state.tickets.map((ticket) => ticket.summary)).toEqual(['one', 'two', 'two']);
  });
});
