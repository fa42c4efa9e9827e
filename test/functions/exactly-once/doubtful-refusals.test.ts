import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openTicket } from '../../support/halo-calls.ts';
import { MINUTE_MS, startTimedExtension, type TimedExtension } from '../../support/occurrences.ts';

let extension: TimedExtension;
beforeEach(async () => {
  extension = await startTimedExtension();
});
afterEach(() => extension.close());

const tickets = () => extension.halo.state.tickets;
const notes = () => extension.halo.state.actions;
const assets = () => extension.halo.state.assets;

describe('a refusal for want of permission that comes as a 500, after the write,', () => {
  const refuse = (path: string) =>
    extension.halo.faults.add({
      kind: 'status',
      when: 'after-commit',
      status: 500,
      body: { Message: 'Mail server: not authorised to send' },
      match: { method: 'POST', path },
    });
  let id: number;
  /** The token is old enough to be doubted. */
  beforeEach(async () => {
    id = await openTicket(extension);
    extension.clock.advance(2 * MINUTE_MS);
  });

  test.each([{}, { dedup_key: 'k' }])('is no reason to send a ticket again (%j)', async (more) => {
    refuse('/api/tickets');
    await extension.request('create_ticket', { summary: 's', client_id: 12, ...more });
    expect(tickets()).toHaveLength(2);
  });

  test.each([{}, { dedup_key: 'k' }])(
    'and that nobody can look for, is not final: the next delivery finds it (%j)',
    async (more) => {
      refuse('/api/tickets');
      const match = { method: 'GET', path: '/api/tickets' };
      extension.halo.faults.add({ kind: 'status', status: 503, times: 9, match });
      const deliver = () =>
        extension.request('create_ticket', { summary: 's', client_id: 12, ...more }, { key: 'one' });
      expect(await deliver()).toMatchObject({
        status: 500,
        body: { retriable: true, error: expect.stringMatching(/not authorised to send.*could not be found out/s) },
      });
      extension.halo.faults.clear();
      extension.clock.advance(MINUTE_MS);
      expect((await deliver()).body.data).toMatchObject({ id: id + 1 });
      expect(tickets()).toHaveLength(2);
    },
  );

  test.each([{}, { dedup_key: 'k' }])(
    'is not final where the look is refused once: the same key finds it (%j)',
    async (more) => {
      refuse('/api/tickets');
      await extension.direct('search_tickets', {}); // A token that is young enough to be believed.
      extension.halo.faults.add({ kind: 'empty-403', times: 2, match: { method: 'GET', path: '/api/tickets' } });
      const deliver = () =>
        extension.request('create_ticket', { summary: 's', client_id: 12, ...more }, { key: 'one' });
      expect((await deliver()).status).toBe(500);
      extension.halo.faults.clear();
      extension.clock.advance(5 * MINUTE_MS);
      expect((await deliver()).body.data).toMatchObject({ id: id + 1 });
      expect(tickets()).toHaveLength(2);
    },
  );

  test('is no reason to send a note again', async () => {
    refuse('/api/actions');
    await extension.request('add_action', { ticket_id: id, note: 'Isolated' });
    expect(notes()).toHaveLength(1);
  });

  test('is no reason to make an asset again', async () => {
    const before = assets().length;
    refuse('/api/asset');
    await extension.request('link_asset_to_ticket', { ticket_id: id, hostname: 'NEW-1', asset_type_id: 7 });
    expect(assets()).toHaveLength(before + 1);
  });
});

test.each([302, 303])('a %i after the write is looked for, and not sent again', async (status) => {
  extension.halo.faults.add({
    kind: 'status',
    when: 'after-commit',
    status,
    match: { method: 'POST', path: '/api/tickets' },
  });
  const { body } = await extension.request('create_ticket', { summary: 's' });
  expect(body.data).toMatchObject({ id: 2884, _meta: { reconciled: true } });
  expect(tickets()).toHaveLength(1);
});

describe('a failure before anything was asked to be written', () => {
  const fail = (method: string, path: string) =>
    extension.halo.faults.add({ kind: 'status', status: 503, times: 3, match: { method, path } });

  test('of the token endpoint leaves nothing to be looked for under a key', async () => {
    fail('POST', '/auth/token');
    const deliver = () => extension.request('create_ticket', { summary: 's', client_id: 12, dedup_key: 'k' });
    expect((await deliver()).status).toBe(500);
    extension.halo.calls.clear();
    expect((await deliver()).status).toBe(200);
    expect(extension.halo.calls.matching({ method: 'GET' })).toEqual([]);
  });

  test("of a read is never taken for another message's note", async () => {
    const id = await openTicket(extension);
    const secret = JSON.parse(extension.secrets.get('default') ?? '');
    extension.secrets.set('default', JSON.stringify({ ...secret, allowed_client_ids: [12] }));
    extension.clock.advance(10 * MINUTE_MS);
    const note = (key: string) => extension.request('add_action', { ticket_id: id, note: 'Isolated host' }, { key });
    await note('one');
    fail('GET', `/api/tickets/${id}`);
    expect((await note('two')).status).toBe(500);
    expect((await note('two')).status).toBe(200);
    expect(notes()).toHaveLength(2);
  });
});
