import { describe, expect, test } from '@jest/globals';
import { bytesByPackage } from '../../../bench/bundle/by-package.ts';
import { summariseBundles } from '../../../bench/bundle/summary.ts';
import { summariseColdStarts } from '../../../bench/cold-start/summary.ts';
import { countTrips } from '../../../bench/round-trips/count.ts';
import { summariseTrips } from '../../../bench/round-trips/summary.ts';
import { summariseWarm } from '../../../bench/warm/summary.ts';

describe('warm', () => {
  const times = { oursMs: [104, 104, 104], bareMs: [100, 100, 100], tableMs: [2, 2, 2] };

  test('holds a ticket against the bare POST, and what is left above the latency', () => {
    const figures = summariseWarm([{ ...times, what: 'x', latencyMs: 100, usesLedger: false, judged: true }]);
    expect(figures.map(({ what }) => what)).toEqual([
      'x, 100 ms',
      'x, 100 ms: p50 above the latency',
      'x, 100 ms: p99 above the latency',
    ]);
    expect(figures[0]).toMatchObject({ ratio: 1.04, goal: { text: '≤ 1.03', met: false, failed: false } });
    expect(figures[1]).toMatchObject({ figure: '4.00 ms', against: 'bare 0.00 ms' });
    expect(figures[1]?.goal).toBeUndefined();
  });

  test('without latency the milliseconds have a goal too', () => {
    const oursMs = [...Array(98).fill(1.9), 7, 9];
    const [ratio, p50, p99] = summariseWarm([
      { oursMs, bareMs: [1], tableMs: [1], what: 'x', latencyMs: 0, usesLedger: false, judged: true },
    ]);
    expect(ratio).toMatchObject({ ratio: 1.9, goal: { text: '≤ 2.5', met: true } });
    expect(p50?.goal).toEqual({ text: '≤ 2 ms', met: true, failed: false });
    expect(p99).toMatchObject({ figure: '7.00 ms', goal: { text: '≤ 8 ms', met: true } });
  });

  test('a case with the ledger stands beside the table too, and one that is not judged has no goals', () => {
    const figures = summariseWarm([{ ...times, what: 'x', latencyMs: 100, usesLedger: true, judged: false }]);
    expect(figures[1]).toMatchObject({ what: 'x, 100 ms: beside POST and table', ratio: 104 / 102 });
    expect(figures.filter(({ goal }) => goal)).toEqual([]);
  });
});

describe('round trips', () => {
  const call = (atMs: number, path = '/api/Tickets') => ({ path, atMs });

  test.each([
    ['none', [], 0, 0],
    ['one', [call(5)], 1, 1],
    ['two at once, then one', [call(0), call(3, '/api/Asset'), call(104)], 3, 2],
    ['two that a busy machine sent late, then one', [call(0), call(90, '/api/Asset'), call(195)], 3, 2],
    ['one after the other, on an early timer', [call(0), call(99)], 2, 2],
    ['three, each after the other', [call(0), call(101), call(202)], 3, 3],
    ['a token beside it', [call(0, '/auth/token'), call(100)], 1, 1],
  ])('%s', (_, records, calls, inSequence) => {
    expect(countTrips(records, 100)).toEqual({ calls, inSequence });
  });

  test('one too many fails the run', () => {
    const [right, wrong] = summariseTrips([
      { what: 'a', trips: { calls: 3, inSequence: 2 }, expected: 2 },
      { what: 'b', trips: { calls: 2, inSequence: 2 }, expected: 1 },
    ]);
    expect(right).toMatchObject({ figure: '2 in sequence, 3 calls', ratio: 1, goal: { met: true, failed: false } });
    expect(wrong).toMatchObject({ ratio: 2, goal: { text: '= 1', met: false, failed: true } });
  });
});

describe('cold starts', () => {
  const goalOf = (firstAnswersMs: number[]) => {
    const functions = [{ what: 'x', firstAnswersMs, goal: 0.6 }];
    return summariseColdStarts({ empty: [80, 80, 90], plain: [180, 180, 190], functions })[2];
  };

  test('count above the empty handler, over the plain bundle', () => {
    expect(goalOf([140, 140, 140])).toMatchObject({ ratio: 0.6, goal: { text: '≤ 0.6', met: true, failed: false } });
  });

  test.each([
    ['a little too slow is missed', [150, 150, 150], false],
    ['far too slow fails the run', [160, 160, 160], true],
    ['far too slow but for its fastest round may be noise', [130, 160, 160], false],
  ])('%s', (_, times, failed) => {
    expect(goalOf(times)).toMatchObject({ goal: { met: false, failed } });
  });

  test('a function without a goal is shown', () => {
    const [empty, plain, shown] = summariseColdStarts({
      empty: [80],
      plain: [180],
      functions: [{ what: 'x', firstAnswersMs: [130] }],
    });
    expect([empty?.what, plain?.against]).toEqual(['empty handler', '100 ms above empty']);
    expect(shown).toEqual({
      what: 'x',
      figure: '130 ms (130 to 130)',
      against: '50.0 ms above empty, plain 100 ms',
      ratio: 0.5,
    });
  });
});

describe('bundles', () => {
  const metafile = (bytes: number) => ({
    outputs: {
      'index.mjs': output(bytes, { '../node_modules/undici/a.js': 700, 'lib/b.ts': 100 }),
      'chunk.mjs': output(210, {
        'node_modules/a/node_modules/@smithy/core/c.js': 150,
        'node_modules/undici/d.js': 50,
      }),
    },
  });

  test('are counted by package over all chunks, the innermost where they are nested', () => {
    expect(bytesByPackage(metafile(820))).toEqual([
      ['undici', 750],
      ['@smithy/core', 150],
      ['(own code)', 100],
      ['(glue)', 30],
    ]);
  });

  test.each([
    { budgetBytes: 1_200_210, limit: false, inBudget: true, failed: false },
    { budgetBytes: 1_143_058, limit: false, inBudget: true, failed: false },
    { budgetBytes: 1_142_000, limit: false, inBudget: false, failed: true },
    { budgetBytes: undefined, limit: false, inBudget: false, failed: true },
  ])('of 1.2 MB under a budget of $budgetBytes', ({ budgetBytes, limit, inBudget, failed }) => {
    const [size, budget] = summariseBundles([{ name: 'x', metafile: metafile(1_200_000), budgetBytes }], 1_000_000);
    expect(size).toMatchObject({ figure: '1200 kB', goal: { text: '≤ 1100 kB', met: limit, failed: false } });
    expect(budget?.goal).toEqual({ text: '≤ budget + 5 %', met: inBudget, failed });
  });
});

function output(bytes: number, inputs: Record<string, number>) {
  const entries = Object.entries(inputs).map(([path, bytesInOutput]) => [path, { bytesInOutput }]);
  return { bytes, inputs: Object.fromEntries(entries), imports: [], exports: [] };
}
