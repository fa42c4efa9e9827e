import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FaultRule } from '../../../infra/local/halopsa-simulator/index.ts';
import { OID } from '../../support/extension.ts';
import { handOver } from '../../support/limacharlie.ts';
import {
  MINUTE_MS,
  MORNING_MS,
  seenNotes,
  startTimedExtension,
  type TimedExtension,
} from '../../support/occurrences.ts';

let extension: TimedExtension;
beforeEach(async () => {
  extension = await startTimedExtension({ random: () => 0 });
});
afterEach(() => extension.close());

const CONFIG = { retry_minutes: 30, default_client_id: 12 };
const TICKET = { summary: 'Credential dump', details: 'lsass' };
const tickets = () => extension.halo.state.tickets;

/** HaloPSA fails so for so many minutes, and is well then. */
function breakFor(minutes: number, fault: FaultRule): () => void {
  extension.halo.faults.add({ ...fault, times: Number.POSITIVE_INFINITY });
  return () => {
    if (extension.clock.nowMs() - MORNING_MS >= minutes * MINUTE_MS) extension.halo.faults.clear();
  };
}

describe('an outage of HaloPSA for twenty minutes', () => {
  test.each<FaultRule>([
    { kind: 'status', status: 503 },
    { kind: 'html', status: 502 },
    { kind: 'reset-before' },
    { kind: '429', retryAfter: 60 },
    { kind: 'reset-after-commit', match: { method: 'POST', path: '/api/Tickets' } },
  ])('ends with one ticket, after %j', async (fault) => {
    const mend = breakFor(20, fault);
    const message = { action: 'create_ticket', data: TICKET, key: 'k', config: CONFIG };
    const { answers, tookMs } = await handOver(extension, message, mend);
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(answers.at(-1)?.body.data).toMatchObject({ id: tickets()[0]?.id, client_id: 12 });
    expect(tickets()).toHaveLength(1);
    expect(tookMs).toBeLessThan(26 * MINUTE_MS);
  });

  test('leaves a detection and its repeat on one ticket, counted twice', async () => {
    const data = { cat: 'Credential dump', sid: 's-1', client_id: 12 };
    const mend = breakFor(20, { kind: 'status', status: 503 });
    for (const key of ['first', 'second'])
      await handOver(extension, { action: 'report_detection', data, key, config: CONFIG }, mend);
    expect(tickets()).toHaveLength(1);
    expect(seenNotes(extension, tickets()[0]?.id ?? 0).at(-1)?.note).toMatch(/^Seen 2 times/);
  });

  test('writes a note once', async () => {
    await extension.request('create_ticket', TICKET);
    const mend = breakFor(20, { kind: 'reset-after-commit', match: { method: 'POST', path: '/api/Actions' } });
    const data = { ticket_id: tickets()[0]?.id, note: 'Isolated.' };
    const { answers } = await handOver(extension, { action: 'add_action', data, key: 'k', config: CONFIG }, mend);
    expect(answers.at(-1)).toMatchObject({ status: 200, body: { data: { note: 'Isolated.' } } });
    expect(extension.halo.state.actions.filter(({ note }) => note === 'Isolated.')).toHaveLength(1);
  });
});

test('an outage that is longer than the configuration allows ends with the failure, which LimaCharlie reports', async () => {
  const mend = breakFor(600, { kind: 'status', status: 503 });
  const message = { action: 'create_ticket', data: TICKET, key: 'k', config: CONFIG };
  const { answers, tookMs } = await handOver(extension, message, mend);
  expect(answers.at(-1)).toMatchObject({
    status: 500,
    body: { error: expect.stringMatching(/^create_ticket failed \(halo_unavailable\)/), retriable: true },
  });
  expect(tookMs / MINUTE_MS).toBeGreaterThan(25);
  expect(tookMs / MINUTE_MS).toBeLessThan(32);
});

test('what was put off goes where it would have gone at once, whatever the configuration says by then', async () => {
  const mend = breakFor(1, { kind: 'status', status: 503 });
  const first = await extension.request('create_ticket', TICKET, { key: 'k', config: CONFIG });
  extension.clock.advance(MINUTE_MS);
  mend();
  const [{ action, state }] = first.body.continuations;
  await extension.request(action, state, { key: 'k:1', config: { default_client_id: 13 } });
  expect(tickets()).toMatchObject([{ client_id: 12 }]);
});

test('a secret’s `defaults` can say it for every organization that it lists', async () => {
  const base = JSON.parse(extension.secrets.get('default') ?? '');
  extension.secrets.set('default', JSON.stringify({ ...base, defaults: { retry_minutes: 30 } }));
  const mend = breakFor(10, { kind: 'status', status: 503 });
  await handOver(extension, { action: 'create_ticket', data: TICKET, key: 'k' }, mend);
  expect(tickets()).toHaveLength(1);
});

test('each delivery of a message is logged under its own key, and what is put off says for how long', async () => {
  const mend = breakFor(1, { kind: 'status', status: 503 });
  await handOver(extension, { action: 'create_ticket', data: TICKET, key: 'k', config: CONFIG }, mend);
  const runs = extension.logs.filter(({ message }) => message.startsWith('action '));
  expect(new Set(runs.map(({ idempotency_key: key }) => key))).toEqual(new Set(['k']));
  expect(extension.logs.filter(({ message }) => message === 'the message is put off')).toMatchObject([
    { oid: OID, action: 'create_ticket', idempotency_key: 'k', attempt: 0, resumed_in_s: 5 },
    { attempt: 1, resumed_in_s: 20 },
    { attempt: 2, resumed_in_s: 80 },
  ]);
});

test('a message that was put off and is done is not among the lost ones: each line with a code is of a run', async () => {
  const mend = breakFor(1, { kind: 'status', status: 503 });
  const { answers } = await handOver(
    extension,
    { action: 'create_ticket', data: TICKET, key: 'k', config: CONFIG },
    mend,
  );
  const counted = extension.logs.filter(({ code, idempotency_key: key }) => code !== undefined && key !== undefined);
  expect(counted).toHaveLength(answers.length);
  expect(new Set(counted.map(({ reference }) => reference)).size).toBe(1);
  expect(counted.at(-1)).toMatchObject({ code: 'ok' });
});
