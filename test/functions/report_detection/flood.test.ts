import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type CrowdTime, createCrowdTime } from '../../support/crowd-time.ts';
import { startTestExtension, type TestExtension } from '../../support/extension.ts';
import { apiCalls } from '../../support/halo-calls.ts';
import { countIn, hand, MINUTE_MS, MORNING_MS, seenNotes, shortestPauseMs } from '../../support/occurrences.ts';

const EVERY_MS = 20;
const DETECTION = { cat: 'Credential dump', client_id: 12 };

let time: CrowdTime;
let extension: TestExtension;
beforeEach(async () => {
  time = createCrowdTime(MORNING_MS);
  extension = await startTestExtension({ clock: time, simulator: { nowMs: time.nowMs } });
});
afterEach(() => extension.close());

/** One detection after the other, none waiting for another's answer; returns how many each ticket took. */
async function flood(
  count: number,
  sensorOf: (i: number) => string,
  meanwhile: (i: number) => void = () => {},
): Promise<Map<unknown, number>> {
  const perTicket = new Map<unknown, number>();
  const report = async (sid: string) => {
    const { ticket } = await hand(extension, 'report_detection', { ...DETECTION, sid, hostname: sid });
    const { id } = ticket as { id: number };
    perTicket.set(id, (perTicket.get(id) ?? 0) + 1);
  };
  const failures: unknown[] = [];
  void time.go(async () => {
    for (let i = 0; i < count; i++) {
      meanwhile(i);
      void time.go(() => report(sensorOf(i))).catch((thrown) => failures.push(thrown));
      await time.sleep(EVERY_MS);
    }
  });
  await time.pass();
  expect(failures).toEqual([]);
  return perTicket;
}

const ids = () => extension.halo.state.tickets.map(({ id }) => id);
const noted = (id: number) => countIn(seenNotes(extension, id).at(-1)?.note);
const sum = (counts: Iterable<number>) => [...counts].reduce((total, one) => total + one, 0);
const callsPerMinute = (count: number) => apiCalls(extension).length / ((count * EVERY_MS) / MINUTE_MS);

test('a hundred thousand detections from one sensor make a ticket for each time that it is closed, and each counts', async () => {
  const perTicket = await flood(
    100_000,
    () => 'WS-042',
    (i) => {
      if (i % 30_000 === 29_999) Object.assign(extension.halo.state.tickets.at(-1) as object, { hasbeenclosed: true });
    },
  );
  expect(ids()).toEqual([2884, 2885, 2886, 2887]);
  expect(sum(perTicket.values())).toBe(100_000);
  expect(ids().map(noted)).toEqual(ids().map((id) => perTicket.get(id)));
  expect(shortestPauseMs(extension)).toBeGreaterThanOrEqual(MINUTE_MS);
  expect(callsPerMinute(100_000)).toBeLessThan(60); // HaloPSA takes 300 in five minutes
}, 300_000);

test('twenty thousand from as many sensors make thirty tickets and a summary, and each counts', async () => {
  const perTicket = await flood(20_000, (i) => `PC-${i}`);
  expect(ids()).toHaveLength(31);
  expect(sum(perTicket.values())).toBe(20_000);
  const summary = extension.halo.state.tickets.find(({ summary }) => summary.startsWith('Storm: '))?.id ?? 0;
  expect([perTicket.get(summary), noted(summary)]).toEqual([19_970, 19_970]);
  expect(shortestPauseMs(extension)).toBeGreaterThanOrEqual(MINUTE_MS);
  expect(apiCalls(extension).length).toBeLessThan(600);
}, 120_000);
