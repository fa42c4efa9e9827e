import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { posted } from '../../support/halo-calls.ts';
import { MINUTE_MS, startTimedExtension, type TimedExtension } from '../../support/occurrences.ts';

const INPUT = { summary: 'EDR: credential dump on WS-042', client_id: 12, dedup_key: 'credential-dump/WS-042' };
const OPEN = 2884;

let extension: TimedExtension;
beforeEach(async () => {
  extension = await startTimedExtension();
});
afterEach(() => extension.close());

const deliver = async (more: object = {}) =>
  (await extension.request('create_ticket', { ...INPUT, ...more }, { config: {} })).body.data;
const deliverTimes = async (times: number) => {
  for (let nth = 1; nth < times; nth++) await deliver();
  return deliver();
};
const tickets = () => extension.halo.state.tickets;
const hide = (status: 400 | 401 | 404 | null = 404) => {
  extension.halo.toggles.invisibleTicketStatus = status;
};
const refuse = (times: number) =>
  extension.halo.faults.add({ kind: 'empty-403', match: { method: 'GET', path: `/api/tickets/${OPEN}` }, times });

describe('a key whose tickets HaloPSA never shows', () => {
  beforeEach(() => hide());

  test('has three further ones in an hour, the rest is counted on the last', async () => {
    await deliverTimes(12);
    expect(tickets()).toHaveLength(4);
    expect(await deliver()).toMatchObject({ id: OPEN + 3, _meta: { deduplicated: true, occurrences: 10 } });
  });

  test('says why, and where the rest is', async () => {
    const { _meta } = await deliverTimes(5);
    expect(_meta.warnings).toEqual([
      expect.stringMatching(/^Ticket 2887, .* may not see it\.$/),
      expect.stringMatching(/^3 tickets of this problem were replaced in this hour.*ticket 2887/),
      expect.stringMatching(/counted, but not noted/),
    ]);
  });

  test('has others again in the next hour', async () => {
    await deliverTimes(6);
    extension.clock.advance(60 * MINUTE_MS);
    await deliverTimes(6);
    expect(tickets()).toHaveLength(7);
  });

  test('goes on as any other once HaloPSA shows the last', async () => {
    await deliverTimes(6);
    hide(null);
    const { id, _meta } = await deliver();
    expect({ id, occurrences: _meta.occurrences, warnings: _meta.warnings }).toEqual({ id: OPEN + 3, occurrences: 4 });
  });

  test('takes no further ones from another key', async () => {
    await deliverTimes(6);
    await deliver({ dedup_key: 'another' });
    expect(await deliver({ dedup_key: 'another' })).toMatchObject({ _meta: { deduplicated: false } });
  });

  test('opens none for a message that comes again and has opened one', async () => {
    const send = () => extension.request('create_ticket', INPUT, { key: 'one' });
    extension.halo.faults.add({ kind: 'reset-after-commit', match: { method: 'POST', path: '/api/tickets' } });
    extension.halo.faults.add({ kind: 'empty-403', match: { method: 'GET', path: '/api/tickets' }, times: 2 });
    expect((await send()).status).toBe(500);
    extension.halo.faults.clear();
    extension.clock.advance(MINUTE_MS);
    hide(null);
    await deliver();
    hide();
    extension.clock.advance(MINUTE_MS);
    expect((await send()).body.data).toMatchObject({ id: OPEN });
    expect(tickets()).toHaveLength(1);
  });
});

test.each([400, 401, 404] as const)(
  'a storm opens no more summaries than that where HaloPSA answers %i for its tickets',
  async (status) => {
    hide(status);
    for (let machine = 1; machine <= 15; machine++) {
      const input = { cat: 'Noisy', sid: `s-${machine}`, client_id: 12 };
      await extension.request('report_detection', input, { config: { max_new_tickets_per_hour: 3 } });
    }
    expect(posted(extension).map(({ summary }) => summary)).toEqual([
      ...Array(3).fill('Noisy'),
      ...Array(4).fill('Storm: Noisy'),
    ]);
  },
);

describe('a known ticket that HaloPSA refuses', () => {
  beforeEach(() => deliver());

  test('once takes the occurrence, since the second look finds it', async () => {
    refuse(1);
    const { id, _meta } = await deliver();
    expect(id).toBe(OPEN);
    expect(_meta).toMatchObject({ deduplicated: true, occurrences: 2 });
    expect(_meta).not.toHaveProperty('warnings');
  });

  test('twice is hidden, and has another after it', async () => {
    refuse(2);
    expect(await deliver()).toMatchObject({ id: OPEN + 1, _meta: { deduplicated: false } });
  });

  test('and then is down keeps its key: nothing is known', async () => {
    refuse(1);
    extension.halo.faults.add({ kind: 'status', status: 500, body: '', match: { path: `/api/tickets/${OPEN}` } });
    expect((await extension.request('create_ticket', INPUT)).body).toMatchObject({ retriable: true });
    expect(tickets()).toHaveLength(1);
  });
});
