import { describe, expect, test } from '@jest/globals';
import type { Violation } from './judge.ts';
import { drawScenarios } from './scenario.ts';
import { type Run, simulate } from './simulate.ts';
import { createSummary } from './summary.ts';
import { VARIANTS } from './variants/index.ts';
import type { Variant } from './variants/variant.ts';

const SEED = 20_261_124;

async function runs(variant: string, count: number, seed = SEED) {
  const broken: Run[] = [];
  const summary = createSummary();
  await simulate({
    scenarios: drawScenarios(seed, count),
    variant: VARIANTS[variant] as Variant,
    onRun(run) {
      summary.add(run);
      if (run.violations.length > 0) broken.push(run);
    },
  });
  return { broken, total: summary.total };
}

const rulesIn = (broken: Run[]) => new Set(broken.flatMap((run) => run.violations.map(({ rule }) => rule)));

describe('under faults at every step', () => {
  test('500 runs make no duplicate, lose nothing that was answered 200 and write nothing that was answered 400', async () => {
    const { broken, total } = await runs('product', 500);
    const report = broken.map(({ scenario, violations, trace }) => [`seed ${scenario.seed}`, violations, trace]);
    expect(report).toEqual([]);
    // What isn't struck, looked for and replayed proves nothing.
    expect(total.runs).toBe(500);
    for (const often of [total.redeliveries, total.struck, total.reconciled, total.replayed])
      expect(often).toBeGreaterThan(50);
  }, 240_000);
});

test.each([
  [10_385, 'a message that was counted comes again when its key has got two further tickets', 'death_before'],
])('seed %i keeps every promise: %s', async (seed, _, fault) => {
  const { broken, total } = await runs('product', 1, seed);
  expect(broken.map(({ violations, trace }) => [violations, trace])).toEqual([]);
  // Drawn otherwise, it would prove nothing of that.
  const [scenario] = drawScenarios(seed, 1);
  expect([scenario?.fault, total.struck]).toEqual([fault, 10]);
});

test('a version in which a storm leaves messages that come again no ticket is found, by seed 20261279', async () => {
  const { broken } = await runs('no-positions', 1, 20_261_279);
  expect([...rulesIn(broken)]).toEqual(['held_back']);
  expect((await runs('product', 1, 20_261_279)).broken).toEqual([]);
});

describe('the same faults find the defects of a version', () => {
  test.each<[string, string, number, Violation['rule'][]]>([
    ['without a ledger', 'no-ledger', 130, ['duplicate', 'undid_a_later_change']],
    ['with a ledger that does not look in HaloPSA', 'no-reconciliation', 130, ['duplicate']],
    ['that searches, and creates what it does not find', 'search-then-create', 130, ['duplicate', 'wrong_record']],
  ])(
    '%s',
    async (_, variant, count, rules) => {
      const { broken } = await runs(variant, count);
      expect([...rulesIn(broken)]).toEqual(expect.arrayContaining(rules));
    },
    120_000,
  );
});
