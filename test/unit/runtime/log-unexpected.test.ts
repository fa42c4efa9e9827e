import { expect, test } from '@jest/globals';
import { ExtensionError } from '../../../lib/errors.ts';
import { logUnexpected } from '../../../lib/runtime/log-unexpected.ts';
import { createMemoryLogger } from '../../support/memory-logger.ts';

test.each([
  ['an error, with its stack', new TypeError('boom'), /TypeError: boom\n\s+at /],
  ['anything else that is thrown', 'boom', /^boom$/],
])('what nobody foresaw is logged: %s', (_, thrown, stack) => {
  const logger = createMemoryLogger();
  logUnexpected(thrown, 'req-1', logger);
  expect(logger.records).toEqual([
    expect.objectContaining({
      level: 'ERROR',
      request_id: 'req-1',
      code: 'internal',
      stack: expect.stringMatching(stack),
    }),
  ]);
});

test('what it came of is logged, too', () => {
  const logger = createMemoryLogger();
  logUnexpected(new TypeError('boom', { cause: new Error('no key') }), 'req-1', logger);
  expect(logger.records).toEqual([expect.objectContaining({ cause: 'Error: no key' })]);
});

test('a failure of ours was logged where it happened', () => {
  const logger = createMemoryLogger();
  logUnexpected(new ExtensionError('not_found', 'no'), 'req-1', logger);
  expect(logger.records).toEqual([]);
});
