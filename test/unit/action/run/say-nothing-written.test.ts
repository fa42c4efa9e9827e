import { describe, expect, test } from '@jest/globals';
import { sayNothingWritten } from '../../../../lib/action/run/say-nothing-written.ts';
import { type ErrorCode, ExtensionError } from '../../../../lib/errors.ts';
import type { HaloCall } from '../../../../lib/halopsa/api.ts';

const call = (kind: HaloCall['kind'], status: HaloCall['status']): HaloCall => ({
  ...{ kind, status, method: kind === 'read' ? 'GET' : 'POST', path: '/api/Tickets', durationMs: 1, waitedMs: 0 },
});
const hintAfter = (failure: ExtensionError, calls: HaloCall[]) =>
  (sayNothingWritten(failure, calls) as Error & { hint: string }).hint;
const down = () => new ExtensionError('halo_unavailable', 'why', { hint: 'Send it again later.' });

describe('a failure says that nothing was written', () => {
  test.each<[string, HaloCall[]]>([
    ['before any call', []],
    ['after reads', [call('read', 200), call('read', 503)]],
    ['after a write that was refused', [call('write', 400)]],
    ['after a write that HaloPSA was too busy for', [call('write', 429)]],
    ['after a write that never left', [call('write', 'refused')]],
  ])('%s', (_, calls) => {
    expect(hintAfter(down(), calls)).toBe('Send it again later. Nothing was written.');
  });

  test('where it had nothing else to say', () => {
    expect(hintAfter(new ExtensionError('halo_timeout', 'why'), [])).toBe('Nothing was written.');
  });
});

describe('a failure stays as it is', () => {
  test.each<[string, HaloCall[]]>([
    ['after a write that was done', [call('write', 201), call('read', 503)]],
    ['after a write that may have been done', [call('write', 'timeout'), call('read', 503)]],
  ])('%s', (_, calls) => {
    const failure = down();
    expect(sayNothingWritten(failure, calls)).toBe(failure);
  });

  test.each<[ErrorCode]>([['outcome_unknown'], ['invalid_input'], ['not_found'], ['internal']])('as %s', (code) => {
    const failure = new ExtensionError(code, 'why');
    expect(sayNothingWritten(failure, [])).toBe(failure);
  });

  test('where it leaves doubt, or is none of ours', () => {
    const refusal = new ExtensionError('halo_rejected', 'why', { leavesDoubt: true });
    const other = new TypeError('why');
    expect([sayNothingWritten(refusal, []), sayNothingWritten(other, [])]).toEqual([refusal, other]);
  });
});
