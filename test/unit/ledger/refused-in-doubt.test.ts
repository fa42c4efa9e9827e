import { describe, expect, test } from '@jest/globals';
import { type ErrorCode, ExtensionError } from '../../../lib/errors.ts';
import { refusedInDoubt } from '../../../lib/ledger/refused-in-doubt.ts';

const refusal = (code: ErrorCode) =>
  new ExtensionError(code, 'Category is a mandatory field.', { halo: { status: 500, message: 'Category …' } });
const look = (code: ErrorCode, retryAfterSeconds?: number) =>
  new ExtensionError(code, 'It was not shown.', { ...(retryAfterSeconds && { retryAfterSeconds }) });

describe('a refusal after which nobody could look', () => {
  test.each<[ErrorCode, ErrorCode, boolean]>([
    // the refusal, why the look failed, open or final
    ['halo_rejected', 'halo_unavailable', true],
    ['halo_rejected', 'halo_timeout', true],
    ['halo_rejected', 'rate_limited', true],
    ['halo_rejected', 'internal', true],
    ['halo_rejected', 'outcome_unknown', false],
    ['halo_rejected', 'scope_missing', false],
    ['scope_missing', 'halo_timeout', true],
    ['scope_missing', 'outcome_unknown', true],
    ['scope_missing', 'scope_missing', true],
    ['outcome_unknown', 'halo_timeout', false],
  ])('%s, and the look %s: open %s', (code, why, isOpen) => {
    expect(refusedInDoubt(refusal(code), look(why))?.code).toBe(isOpen ? 'outcome_unknown' : undefined);
  });

  test('is told apart from the look where HaloPSA ends without a full stop', () => {
    const bare = new ExtensionError('scope_missing', 'HaloPSA answered 500 to /Actions: Unauthorized');
    expect(refusedInDoubt(bare, look('halo_timeout'))?.message).toContain(': Unauthorized; whether it was written');
  });

  test("tells both, with HaloPSA's status and how long the look is to wait", () => {
    expect(refusedInDoubt(refusal('halo_rejected'), look('rate_limited', 30))).toMatchObject({
      message:
        'Category is a mandatory field; whether it was written all the same could not be found out: It was not shown.',
      halo: { status: 500 },
      retryAfterSeconds: 30,
      hint: expect.stringContaining('same idempotency key'),
    });
  });
});
