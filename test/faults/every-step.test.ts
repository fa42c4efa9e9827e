import { describe, expect, test } from '@jest/globals';
import { FAULTS, type FaultName, isHaloFault } from './catalogue.ts';
import { drawMessages, type Message } from './messages.ts';
import { drawOccurrences, isOccurrenceSubject, OCCURRENCE_SUBJECTS } from './occurrences.ts';
import { createRandom } from './random.ts';
import { type Scenario, SUBJECTS, type Subject } from './scenario.ts';
import { type Run, simulate } from './simulate.ts';
import type { OutsideCall } from './strikes.ts';
import { drawTenant } from './tenant.ts';
import { product } from './variants/variant.ts';

const TENANT = drawTenant({ ...createRandom(1), chance: () => true });
/** One for all, so that a case makes the same calls each time, up to where it is struck. */
const SEED = 7;

interface Case {
  subject: Subject;
  /** The one that is struck; those of a key come in order, first the one that opens the ticket. */
  message: number;
}
const CASES: Case[] = [
  ...SUBJECTS.map((subject) => ({ subject, message: 0 })),
  ...OCCURRENCE_SUBJECTS.map((subject) => ({ subject, message: 1 })),
];

/** Struck once or not at all, and sent again until it is answered. */
function scenario({ subject, message }: Case, fault: FaultName = 'none', nth = 0): Scenario {
  return {
    seed: SEED,
    subject,
    fault,
    messages: messagesOf(subject).map((one, index) => ({ ...one, replays: index === message ? 2 : 0 })),
    config: {},
    isStorm: false,
    strikes: [{ fault, message, delivery: 0, target: fault === 'answer_lost' ? 'answer' : 'any', nth, times: 1 }],
    pace: 'in_order',
    deliveryMs: fault.startsWith('hang') ? 400 : 6_000,
    callBudget: 0,
    haloSkewMs: 0,
    tenant: TENANT,
  };
}

function messagesOf(subject: Subject): Message[] {
  if (isOccurrenceSubject(subject)) return drawOccurrences(createRandom(27), subject, SEED).messages.slice(0, 2);
  const [message] = drawMessages(createRandom(7), subject, SEED) as [Message];
  return [subject === 'update_ticket' ? { ...message, data: { ...message.data, asset_ids: [501] } } : message];
}

async function playAll(scenarios: Scenario[]): Promise<Run[]> {
  const runs: Run[] = [];
  await simulate({ scenarios, variant: product, lanes: 8, dynamoEvery: 0, onRun: (run) => runs.push(run) });
  return runs;
}

/** What can go wrong with a call of this kind. */
const isStruck = ({ play }: Run): boolean => play.struck > 0;

/** On a busy machine a delivery's time can be over before the call that was to be struck: then once more, with more time. */
async function playAllStruck(scenarios: Scenario[]): Promise<Run[]> {
  const runs = await playAll(scenarios);
  const late = runs.filter((run) => !isStruck(run));
  const again = await playAll(late.map((run) => ({ ...run.scenario, deliveryMs: 6_000 })));
  return [...runs.filter(isStruck), ...again];
}

const faultsOf = ({ target }: OutsideCall): FaultName[] =>
  FAULTS.filter(
    (fault) =>
      fault.startsWith('death') ||
      (target.startsWith('halo') && isHaloFault(fault)) ||
      (target === 'ledger' && fault.startsWith('ledger')) ||
      (target === 'secret' && fault === 'secret_error'),
  );

describe.each(CASES)('$subject, message $message', (one) => {
  test('comes to one end, whichever of its calls fails, and however', async () => {
    const [clean] = await playAll([scenario(one)]);
    const calls = clean?.play.deliveries.find(({ message }) => message === one.message)?.calls ?? [];
    expect(calls.length).toBeGreaterThanOrEqual(7);
    const scenarios = calls.flatMap((call, nth) => faultsOf(call).map((fault) => scenario(one, fault, nth)));
    const runs = await playAllStruck(scenarios);
    const broken = runs.filter(({ violations }) => violations.length > 0);
    expect(broken.map(({ scenario: { fault, strikes }, violations }) => [fault, strikes[0]?.nth, violations])).toEqual(
      [],
    );
    const unstruck = runs.filter((run) => !isStruck(run));
    expect(unstruck.map(({ scenario: { fault, strikes } }) => [fault, strikes[0]?.nth])).toEqual([]);
  }, 120_000);
});
