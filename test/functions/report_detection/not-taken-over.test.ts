import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { hand, startTimedExtension, type TimedExtension } from '../../support/occurrences.ts';

let extension: TimedExtension;
beforeEach(async () => {
  extension = await startTimedExtension();
});
afterEach(() => extension.close());

const DETECTION = { cat: 'Credential dump', priority: 'high', client_id: 12, agent_id: 8 };
const report = (machine: string) => {
  const config = { priority_map: { high: 99 } };
  return hand(extension, 'report_detection', { ...DETECTION, sid: machine }, { idempotencyKey: machine, config });
};

test("a severity whose priority is of another SLA opens the ticket with HaloPSA's own, and says so", async () => {
  const answer = await report('s-1');
  expect(answer).toMatchObject({ created: true, ticket: { priority_id: 3, agent_id: 8 } });
  expect(answer._meta).toMatchObject({
    warnings: ['HaloPSA did not take over `priority_id` 99: the ticket has 3.'],
  });
});

test('a repeat, which sends none of it, does not say it again', async () => {
  await report('s-1');
  const { _meta, ...again } = await hand(
    extension,
    'report_detection',
    { ...DETECTION, sid: 's-1' },
    { idempotencyKey: 'again', config: { priority_map: { high: 99 } } },
  );
  expect(again).toMatchObject({ created: false, occurrences: 2 });
  expect(JSON.stringify(_meta ?? {})).not.toContain('take over');
});
