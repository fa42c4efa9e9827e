import { expect, test } from '@jest/globals';
import type { FaultRule } from '../../../infra/local/halopsa-simulator/index.ts';
import { createRandom } from '../../faults/random.ts';
import { handOver } from '../../support/limacharlie.ts';
import { countIn, MINUTE_MS, MORNING_MS, seenNotes, startTimedExtension } from '../../support/occurrences.ts';

const WRITE = { method: 'POST', path: /^\/api\/(tickets|actions)/i };
const FAULTS: readonly FaultRule[] = [
  { kind: 'status', status: 503 },
  { kind: 'status', status: 500, when: 'after-commit', match: WRITE },
  { kind: 'html', status: 502 },
  { kind: 'reset-before' },
  { kind: 'reset-after-commit', match: WRITE },
  { kind: 'truncated', match: WRITE },
  { kind: '429', retryAfter: 45 },
  { kind: '429' },
];
/** Within which the first callback that finds HaloPSA well comes, whatever the moment. */
const MAX_OUTAGE_MINUTES = 24;
const MESSAGES = 3;

/** Three messages of one problem, one after the other, while HaloPSA fails in one way for a while. */
async function outage(seed: number) {
  const random = createRandom(seed);
  const extension = await startTimedExtension({ random: () => random.int(0, 99) / 100 });
  const fault = random.pick(FAULTS);
  const endsAtMs = MORNING_MS + random.int(0, MAX_OUTAGE_MINUTES) * MINUTE_MS;
  const skip = random.int(0, 4);
  extension.halo.faults.add({ ...fault, skip, times: Number.POSITIVE_INFINITY });
  const mend = () => {
    if (extension.clock.nowMs() >= endsAtMs) extension.halo.faults.clear();
  };
  const data = { summary: 'Credential dump', client_id: 12, dedup_key: 'credential-dump/WS-042' };
  const statuses: number[] = [];
  let callbacks = 0;
  for (let nth = 1; nth <= MESSAGES; nth++) {
    const message = { action: 'create_ticket', data, key: `message-${nth}`, config: { retry_minutes: 30 } };
    const { answers } = await handOver(extension, message, mend);
    statuses.push(answers.at(-1)?.status ?? 0);
    callbacks += answers.filter(({ body }) => body.continuations !== undefined).length;
  }
  const { tickets } = extension.halo.state;
  const count = countIn(seenNotes(extension, tickets[0]?.id ?? 0).at(-1)?.note);
  await extension.close();
  return { fault: fault.kind, callbacks, statuses, tickets: tickets.length, count };
}

const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);
let putOff = 0;

test.each(SEEDS)(
  'an outage that a seed draws (%i) ends with one ticket that counts each message once',
  async (seed) => {
    const { fault, callbacks, ...outcome } = await outage(seed);
    if (callbacks > 0) putOff += 1;
    expect({ fault, ...outcome }).toEqual({ fault, statuses: [200, 200, 200], tickets: 1, count: MESSAGES });
  },
);

test('most of them put a message off', () => {
  expect(putOff).toBeGreaterThan(SEEDS.length / 2);
});
