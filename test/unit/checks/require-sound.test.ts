import { expect, test } from '@jest/globals';
import { fail, ok, skipped, warn } from '../../../lib/checks/judgement.ts';
import { requireSound } from '../../../lib/checks/require-sound.ts';

const report = (...checks: ReturnType<typeof ok>[]) => ({
  ok: false,
  checks: checks.map((check, index) => ({ name: `check_${index}`, ...check })),
});

test.each([[[]], [[ok('A.'), warn('B.', 'Do b.'), skipped('C.')]]])('%j is sound', (checks) => {
  expect(() => requireSound(report(...checks))).not.toThrow();
});

test('what failed is thrown as one error, under the code of the first failure', () => {
  const checks = [ok('A.'), fail('scope_missing', 'B.', 'Do b.'), fail('halo_rejected', 'C.', 'Do c.')];
  expect(() => requireSound(report(...checks))).toThrow(
    expect.objectContaining({ code: 'scope_missing', message: 'B. C.', hint: 'Do b. Do c.' }),
  );
});

test('each finding is a sentence, and a remedy of several is said once', () => {
  const checks = [fail('scope_missing', 'B', 'Do b.'), fail('scope_missing', 'C.', 'Do b.')];
  expect(() => requireSound(report(...checks))).toThrow(expect.objectContaining({ message: 'B. C.', hint: 'Do b.' }));
});
