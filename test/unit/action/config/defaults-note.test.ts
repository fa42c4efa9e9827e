import { expect, test } from '@jest/globals';
import { defaultsNote } from '../../../../lib/action/config/defaults-note.ts';
import { ExtensionError } from '../../../../lib/errors.ts';

const APPLIED = { client_id: 9999, team: 'SOC' };
const REFUSED = new ExtensionError('halo_rejected', 'HaloPSA answered 400 to /Tickets: Customer 9999 is not valid');

test('a refusal of the content names what the configuration filled in', () => {
  expect(defaultsNote(REFUSED, APPLIED)).toEqual([
    'Filled in by defaults of the configuration or the secret: `client_id` 9999, `team` "SOC".',
  ]);
});

test.each<[string, unknown, Record<string, unknown>]>([
  ['where nothing was filled in', REFUSED, {}],
  ['of another failure', new ExtensionError('scope_missing', 'why'), APPLIED],
  ['of what is none of ours', new TypeError('why'), APPLIED],
])('nothing is said %s', (_, thrown, applied) => {
  expect(defaultsNote(thrown, applied)).toEqual([]);
});
