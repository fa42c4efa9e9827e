import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { FaultRule } from '../../../infra/local/halopsa-simulator/index.ts';
import { startTimedExtension, type TimedExtension } from '../../support/occurrences.ts';
import { watchStore } from '../../support/watched-store.ts';

/** Calls of the table that are not answered yet. */
let pending: Set<unknown>;
let extension: TimedExtension;
beforeEach(async () => {
  const calls = new Set<unknown>();
  pending = calls;
  const store = watchStore();
  store.before = (call) => {
    const { operation, pk } = call;
    calls.add(call);
    // Slower than whatever comes after them, so that nothing hides that they were not waited for.
    const isEarlierWrite = ['replace', 'remove'].includes(operation) && !pk.startsWith('once#');
    return pause(isEarlierWrite ? 50 : 0);
  };
  store.after = (call) => calls.delete(call);
  extension = await startTimedExtension({ store });
});
afterEach(() => extension.close());

const TICKET = { summary: 's', client_id: 12, dedup_key: 'k' };
const DETECTION = { cat: 'Credential dump', hostname: 'WS-042', client_id: 12 };
const failing = (path: string, method = 'POST'): FaultRule => ({
  kind: 'status',
  status: 503,
  times: Number.POSITIVE_INFINITY,
  match: { method, path },
});

/** Lambda freezes a process that has answered: what is under way then arrives late, or never. */
test.each<[string, string, Record<string, unknown>, FaultRule | undefined]>([
  ['that opens a ticket', 'create_ticket', { ...TICKET, dedup_key: 'another' }, undefined],
  ['that is seen again', 'create_ticket', TICKET, undefined],
  ['whose ticket HaloPSA refuses', 'create_ticket', { ...TICKET, dedup_key: 'another', tickettype_id: 3 }, undefined],
  ['whose ticket breaks off', 'create_ticket', { ...TICKET, dedup_key: 'another' }, failing('/api/tickets')],
  ['without a `dedup_key` whose ticket breaks off', 'create_ticket', { summary: 's' }, failing('/api/tickets')],
  ['whose note breaks off', 'create_ticket', TICKET, failing('/api/actions')],
  ['of a detection', 'report_detection', DETECTION, undefined],
  ['of a detection whose machine is not linked', 'report_detection', DETECTION, failing('/api/asset', 'GET')],
  ['that links', 'link_asset_to_ticket', { ticket_id: 2884, hostname: 'WS-042' }, undefined],
  ['whose link breaks off', 'link_asset_to_ticket', { ticket_id: 2884, hostname: 'WS-042' }, failing('/api/tickets')],
])('a message %s leaves no call of the table under way when it is answered', async (_, action, input, fault) => {
  await extension.request('create_ticket', TICKET, { key: 'first' });
  if (fault !== undefined) extension.halo.faults.add(fault);
  await extension.request(action, input, { key: 'second' });
  expect([...pending]).toEqual([]);
});
