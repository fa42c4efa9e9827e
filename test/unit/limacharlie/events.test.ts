import { beforeEach, describe, expect, test } from '@jest/globals';
import { ExtensionError } from '../../../lib/errors.ts';
import { EVENTS, type EventDeps } from '../../../lib/limacharlie/events.ts';
import { createMemoryLogger } from '../../support/memory-logger.ts';

let logger: ReturnType<typeof createMemoryLogger>;
let done: string[];
let deps: EventDeps;

beforeEach(() => {
  logger = createMemoryLogger();
  done = [];
  deps = {
    logger,
    forgetOrg: (oid) => done.push(`forget ${oid}`),
    checkSetup: async (oid) => {
      done.push(`check ${oid}`);
    },
  };
});

test('there are two', () => {
  expect(Object.keys(EVENTS)).toEqual(['subscribe', 'unsubscribe']);
});

describe('an org that subscribes', () => {
  test('is forgotten and then tried out', async () => {
    await EVENTS.subscribe?.('oid-1', deps);
    expect(done).toEqual(['forget oid-1', 'check oid-1']);
    expect(logger.records).toEqual([{ level: 'INFO', message: 'org subscribed', oid: 'oid-1', code: 'ok' }]);
  });

  test.each([
    [new ExtensionError('org_not_configured', 'no'), 'org_not_configured'],
    [new Error('bug'), 'internal'],
  ])('may not be set up yet, which is no failure (%s)', async (error, code) => {
    await EVENTS.subscribe?.('oid-1', { ...deps, checkSetup: () => Promise.reject(error) });
    expect(logger.records).toEqual([expect.objectContaining({ code })]);
  });
});

test('an org that unsubscribes is forgotten', async () => {
  await EVENTS.unsubscribe?.('oid-1', deps);
  expect(done).toEqual(['forget oid-1']);
});
