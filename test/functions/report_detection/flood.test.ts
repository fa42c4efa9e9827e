import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type CrowdTime, createCrowdTime } from '../../support/crowd-time.ts';
import { startTestExtension, type TestExtension } from '../../support/extension.ts';
import { apiCalls } from '../../support/halo-calls.ts';
import { countIn, hand, MINUTE_MS, MORNING_MS, seenNotes, shortestPauseMs } from '../../support/occurrences.ts';

const FLOOD = 100_000;
const EVERY_MS = 20;
const DETECTION = { cat: 'Credential dump', hostname: 'WS-042', sid: 's-1', client_id: 12 };

let time: CrowdTime;
let extension: TestExtension;
beforeEach(async () => {
  time = createCrowdTime(MORNING_MS);
  extension = await startTestExtension({ clock: time, simulator: { nowMs: time.nowMs } });
});
afterEach(() => extension.close());

const tickets = () => extension.halo.state.tickets;

/** One detection after the other from one sensor, none waiting for another's answer. */
async function flood(count: number, meanwhile: (i: number) => void = () => {}): Promise<Map<unknown, number>> {
  const perTicket = new Map<unknown, number>();
  const report = async () => {
    const { ticket } = await hand(extension, 'report_detection', { detection: { ...DETECTION }, ...DETECTION });
    const { id } = ticket as { id: number };
    perTicket.set(id, (perTicket.get(id) ?? 0) + 1);
  };
  const failures: unknown[] = [];
  void time.go(async () => {
    for (let i = 0; i < count; i++) {
      meanwhile(i);
      void time.go(report).catch((thrown) => failures.push(thrown));
      await time.sleep(EVERY_MS);
    }
  });
  await time.pass();
  expect(failures).toEqual([]);
  return perTicket;
}

test('a hundred thousand detections from one sensor make a ticket for each time that it is closed, and each counts', async () => {
  const perTicket = await flood(FLOOD, (i) => {
    // An analyst closes the open ticket now and then.
    if (i % 30_000 === 29_999) Object.assign(tickets().at(-1) as object, { hasbeenclosed: true });
  });
  expect(tickets()).toHaveLength(4);
  expect([...perTicket.values()].reduce((sum, one) => sum + one, 0)).toBe(FLOOD);
  for (const { id } of tickets()) expect(countIn(seenNotes(extension, id).at(-1)?.note)).toBe(perTicket.get(id));
  expect(shortestPauseMs(extension)).toBeGreaterThanOrEqual(MINUTE_MS);
  // Within HaloPSA's limit of 700 calls in five minutes, by far: the flood lasts 33.
  expect(apiCalls(extension).length).toBeLessThan(((FLOOD * EVERY_MS) / MINUTE_MS) * 60);
}, 300_000);
