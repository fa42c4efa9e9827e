import { describe, expect, test } from '@jest/globals';
import { mostInFlight } from '../../../bench/growth/in-flight.ts';
import { summariseCrowd, summariseSearches } from '../../../bench/growth/summary.ts';
import { summariseMemory } from '../../../bench/memory/summary.ts';
import { summarisePeers } from '../../../bench/peers/summary.ts';
import { summariseThroughput } from '../../../bench/throughput/summary.ts';
import { summariseTokens } from '../../../bench/tokens/summary.ts';
import { messageOfSize } from '../../../bench/webhook-checks/message.ts';
import { summariseChecks } from '../../../bench/webhook-checks/summary.ts';

describe('webhook checks', () => {
  test('stand beside what Node alone takes for the same bytes', () => {
    const [median, p99] = summariseChecks([
      { what: 'x', gzipBytes: 20_000, jsonBytes: 90_000, maxP99Ms: 1, oursMs: [0.6, 0.6, 1.2], nodesMs: [0.5] },
    ]);
    expect(median).toMatchObject({ what: 'x (20 kB gzipped, 90 kB of JSON)', ratio: 1.2 });
    expect(p99).toMatchObject({ figure: '1.20 ms', ratio: 2.4, goal: { text: '≤ 1 ms', met: false, failed: false } });
  });

  test.each(['json', 'gzip'] as const)(
    'a message is nearly as large in %s as it was asked for, and never larger',
    (by) => {
      const { body, jsonBytes } = messageOfSize(20_000, by);
      const bytes = by === 'json' ? jsonBytes : body.length;
      expect(bytes).toBeLessThanOrEqual(20_000);
      expect(bytes).toBeGreaterThan(18_000);
    },
  );
});

describe('throughput', () => {
  test.each([
    { ours: [90, 95, 99], met: true },
    { ours: [80, 89, 99], met: false },
  ])('$ours a second against 100 of the bare client', ({ ours, met }) => {
    const [figure] = summariseThroughput([{ what: 'x', ours, bare: [100, 100, 100] }]);
    expect(figure).toMatchObject({ ratio: (ours[1] as number) / 100, goal: { text: '≥ 0.9', met, failed: false } });
  });
});

describe('tokens', () => {
  test('one a process, or one for all that share it; another one more fails the run', () => {
    const [one, four, tooMany, fleet, late, useless] = summariseTokens([
      { processes: 1, callsEach: 1_000, shared: false, tokens: 1, plainTokens: 500 },
      { processes: 4, callsEach: 250, shared: false, tokens: 4, plainTokens: 400 },
      { processes: 4, callsEach: 250, shared: false, tokens: 5, plainTokens: 400 },
      { processes: 4, callsEach: 250, shared: true, tokens: 1, plainTokens: 400 },
      { processes: 4, callsEach: 250, shared: true, tokens: 2, plainTokens: 400 },
      { processes: 4, callsEach: 250, shared: true, tokens: 4, plainTokens: 400 },
    ]);
    expect(one).toMatchObject({ what: '1 cold process, 1000 calls at once each', goal: { met: true } });
    expect(four).toMatchObject({ figure: '4 token requests', against: 'plain 400', ratio: 0.01, goal: { met: true } });
    expect(tooMany?.goal).toEqual({ text: '= 4', met: false, failed: true });
    expect(fleet).toMatchObject({ what: '4 cold processes, 250 calls at once each, shared token cache' });
    expect(fleet?.goal).toEqual({ text: '= 1', met: true, failed: false });
    expect(late?.goal).toEqual({ text: '= 1', met: false, failed: false });
    expect(useless?.goal).toEqual({ text: '= 1', met: false, failed: true });
  });
});

describe('memory', () => {
  const MIB = 1024 * 1024;
  test.each([
    { early: 100, late: 105, flat: true, small: true },
    { early: 100, late: 106, flat: false, small: true },
    { early: 128, late: 129, flat: true, small: false },
  ])('$early MiB, then $late', ({ early, late, flat, small }) => {
    const [growth, peak] = summariseMemory([
      {
        what: 'x',
        early: { calls: 1_000, peakBytes: early * MIB },
        late: { calls: 10_000, peakBytes: late * MIB },
        judged: true,
      },
    ]);
    expect(growth).toMatchObject({ figure: `${late} MiB after 10000 calls`, goal: { text: '≤ 1.05', met: flat } });
    expect(peak).toMatchObject({ figure: `${late} MiB`, goal: { text: '≤ 128 MiB', met: small } });
  });

  test('what is only shown for comparison has no goal', () => {
    const peak = { calls: 1, peakBytes: MIB };
    const figures = summariseMemory([{ what: 'plain', early: peak, late: peak, judged: false }]);
    expect(figures.filter(({ goal }) => goal)).toEqual([]);
  });
});

describe('peers', () => {
  const summary = (tickets: number) =>
    summarisePeers([
      {
        peer: 'p',
        cold: { empty: [80], ours: [130], peers: [180] },
        warm: { ours: [2.2], peers: [2] },
        calls: { messages: 100, ours: { tokens: 1, tickets }, peers: { tokens: 50, tickets: 100 } },
      },
    ]);

  test('are compared by cold start above empty, by warm call, and by calls made', () => {
    const [cold, warm, calls] = summary(100);
    expect(cold).toMatchObject({ figure: '50.0 ms', against: 'p 100 ms', ratio: 0.5, goal: { met: true } });
    expect(warm).toMatchObject({ ratio: 1.1, goal: { met: false, failed: false } });
    expect(calls).toMatchObject({ figure: '100 tickets, 1 tokens', ratio: 101 / 150, goal: { met: true } });
  });

  test('who makes more calls than a peer fails the run: counts have no noise', () => {
    expect(summary(200)[2]?.goal).toEqual({ text: '≤ 1', met: false, failed: true });
  });
});

describe('growth', () => {
  test('is what a call costs more than at the smallest size, with the mood of the machine taken out by the bare POST', () => {
    const figures = summariseCrowd('things', [
      { count: 1, oursMs: [3], bareMs: [2] },
      { count: 10, oursMs: [6], bareMs: [4] },
      { count: 100, oursMs: [4], bareMs: [2] },
    ]);
    expect(figures.map(({ what, ratio }) => [what, ratio?.toFixed(2)])).toEqual([
      ['1 things', '1.00'],
      ['10 things', '1.00'],
      ['100 things', '1.33'],
    ]);
    expect(figures.map(({ goal }) => goal?.met)).toEqual([undefined, true, false]);
  });

  test('a search is compared from where it reads several pages at once', () => {
    const figures = summariseSearches([
      { pages: 1, elapsedMs: [20], inFlight: 1 },
      { pages: 5, elapsedMs: [50], inFlight: 4 },
      { pages: 50, elapsedMs: [600], inFlight: 4 },
    ]);
    const times = figures.filter((_, i) => i % 2 === 0);
    expect(times.map(({ ratio }) => ratio)).toEqual([undefined, undefined, 1.2]);
    expect(times.map(({ goal }) => goal?.met)).toEqual([undefined, undefined, true]);
  });

  test('a fifth page in flight fails the run', () => {
    const [, inFlight] = summariseSearches([{ pages: 10, elapsedMs: [1], inFlight: 5 }]);
    expect(inFlight).toMatchObject({ figure: '5 at most', goal: { text: '≤ 4', met: false, failed: true } });
  });

  test.each([
    [[], 0],
    [[0, 20, 40], 1],
    [[0, 1, 2, 3, 20, 21], 4],
    [[0, 10, 15, 29, 35], 3],
  ])('calls that come at %j and take 20 ms: %d at once', (arrivalsMs, most) => {
    expect(mostInFlight(arrivalsMs, 20)).toBe(most);
  });
});
