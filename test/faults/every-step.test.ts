import { describe, expect, test } from '@jest/globals';
import { FAULTS, type FaultName, isHaloFault } from './catalogue.ts';
import { ACTIONS, type ActionName, drawMessages, type Message } from './messages.ts';
import { createRandom } from './random.ts';
import type { Scenario } from './scenario.ts';
import { type Run, simulate } from './simulate.ts';
import type { OutsideCall } from './strikes.ts';
import { drawTenant } from './tenant.ts';
import { product } from './variants/variant.ts';

const TENANT = drawTenant({ ...createRandom(1), chance: () => true });
let seeds = 0;

/** One message, struck once or not at all, and sent again until it is answered. */
function scenario(action: ActionName, fault: FaultName = 'none', nth = 0): Scenario {
  const seed = ++seeds;
  // The same content each time, so that every scenario makes the same calls up to its fault.
  const [drawn] = drawMessages(createRandom(7), action, seed);
  const message = drawn as Message;
  const data = action === 'update_ticket' ? { ...message.data, asset_ids: [501] } : message.data;
  return {
    seed,
    action,
    fault,
    messages: [{ ...message, data, replays: 2 }],
    strikes: [{ fault, message: 0, delivery: 0, target: fault === 'answer_lost' ? 'answer' : 'any', nth, times: 1 }],
    pace: 'sequential',
    deliveryMs: fault.startsWith('hang') ? 400 : 6_000,
    callBudget: 0,
    haloSkewMs: 0,
    tenant: TENANT,
  };
}

async function playAll(scenarios: Scenario[]): Promise<Run[]> {
  const runs: Run[] = [];
  await simulate({ scenarios, variant: product, lanes: 8, dynamoEvery: 0, onRun: (run) => runs.push(run) });
  return runs;
}

/** What can go wrong with a call of this kind. */
const faultsOf = ({ target }: OutsideCall): FaultName[] =>
  FAULTS.filter(
    (fault) =>
      fault.startsWith('death') ||
      (target.startsWith('halo') && isHaloFault(fault)) ||
      (target === 'ledger' && fault.startsWith('ledger')) ||
      (target === 'secret' && fault === 'secret_error'),
  );

describe.each(ACTIONS)('%s', (action) => {
  test('comes to one end, whichever of its calls fails, and however', async () => {
    const [clean] = await playAll([scenario(action)]);
    const calls = clean?.play.deliveries[0]?.calls ?? [];
    expect(calls.length).toBeGreaterThanOrEqual(7);
    const runs = await playAll(
      calls.flatMap((call, nth) => faultsOf(call).map((fault) => scenario(action, fault, nth))),
    );
    const broken = runs.filter(({ violations }) => violations.length > 0);
    expect(broken.map(({ scenario: { fault, strikes }, violations }) => [fault, strikes[0]?.nth, violations])).toEqual(
      [],
    );
    expect(runs.every(({ play }) => play.struck > 0)).toBe(true);
  }, 120_000);
});
