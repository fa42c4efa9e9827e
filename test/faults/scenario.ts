import { FAULTS, type FaultName, isHaloFault } from './catalogue.ts';
import { ACTIONS, type ActionName, drawMessages, type Message } from './messages.ts';
import { createRandom, type Random } from './random.ts';
import { drawTenant, type Tenant } from './tenant.ts';

/** Which of a delivery's calls to the outside a fault may strike. */
export type Target = 'halo.write' | 'halo.read' | 'halo.token' | 'ledger' | 'secret' | 'any' | 'answer';

export interface Strike {
  fault: FaultName;
  message: number;
  /** Which delivery of the message, from 0. */
  delivery: number;
  target: Target;
  /** Which of the calls that fit, from 0, and how many from there on. */
  nth: number;
  times: number;
}

export interface Scenario {
  seed: number;
  /** What the summary counts the run under; message 0 and strike 0 are theirs. */
  action: ActionName;
  fault: FaultName;
  messages: Message[];
  strikes: Strike[];
  /** One delivery at a time; copies of one message at once; or several messages, some twice, in any order. */
  pace: 'sequential' | 'parallel' | 'mixed';
  /** How long a delivery may take. */
  deliveryMs: number;
  callBudget: number;
  /** HaloPSA's clock against ours. */
  haloSkewMs: number;
  tenant: Tenant;
}

export const CELLS = ACTIONS.flatMap((action) => FAULTS.map((fault) => ({ action, fault })));
const BLINDING = [
  'refused',
  'reset_before',
  'status_500_before',
  'status_503_before',
  'html_200_after_commit',
  'status_401',
  'empty_403',
  'status_429',
] as const;
/** About how many calls a delivery makes: a link also searches, creates, and takes its turn. */
const DEPTH = { calls: 8, linkCalls: 15, ledger: 2, linkLedger: 6 };

/** The scenarios of `seed`, `seed + 1`, … */
export function* drawScenarios(seed: number, runs: number): Generator<Scenario> {
  for (let drawn = 0; drawn < runs; drawn++) yield drawScenario(seed + drawn);
}

/** All of a run from its seed. Consecutive seeds go through every action and fault in turn. */
export function drawScenario(seed: number): Scenario {
  const { action, fault } = CELLS[seed % CELLS.length] as (typeof CELLS)[number];
  const random = createRandom(seed);
  const pace = random.pick(['sequential', 'sequential', 'parallel', 'mixed'] as const);
  const messages = drawMessages(random, action, seed);
  const strikes = [drawStrike(random, fault, messages, 0, 0)];
  if (random.chance(0.4)) strikes.push(...drawBlindness(random, action));
  // Troubles come together: the same delivery, the next one, and other messages are struck too.
  for (let more = random.chance(0.6) ? random.int(1, 4) : 0; more > 0; more--) {
    const message = random.chance(0.7) ? 0 : random.int(0, messages.length - 1);
    strikes.push(drawStrike(random, random.pick(FAULTS), messages, message, random.pick([0, 1, 1, 1, 2, 2, 3, 4])));
  }
  const isShort =
    strikes.some((strike) => strike.fault.startsWith('hang')) || (pace !== 'sequential' && random.chance(0.5));
  return {
    seed,
    action,
    fault,
    messages,
    strikes,
    pace,
    deliveryMs: isShort ? 400 : pace === 'sequential' ? 6_000 : 1_500,
    callBudget: random.chance(0.2) ? 300 : 0,
    haloSkewMs: random.int(-180_000, 180_000),
    tenant: drawTenant(random),
  };
}

function drawStrike(random: Random, fault: FaultName, messages: Message[], message: number, delivery: number): Strike {
  const target = targetOf(random, fault);
  const isLink = messages[message]?.action === 'link_asset_to_ticket';
  const depth = { any: isLink ? DEPTH.linkCalls : DEPTH.calls, ledger: isLink ? DEPTH.linkLedger : DEPTH.ledger };
  const nth =
    target === 'any' || target === 'ledger' ? random.int(0, depth[target] - 1) : isLink ? random.pick([0, 0, 1]) : 0;
  return { fault, message, delivery, target, nth, times: random.pick([1, 1, 1, 2, 3]) };
}

/** Nobody can look for what the first delivery wrote, at once and at the next deliveries: that is unknown, never "not there". */
function drawBlindness(random: Random, action: ActionName): Strike[] {
  const fault = random.pick(BLINDING);
  const deliveries = Array.from({ length: random.int(2, 4) }, (_, delivery) => delivery);
  return deliveries.map((delivery) => {
    // A link reads before it writes: its first delivery is to get that far.
    const nth = delivery === 0 && action === 'link_asset_to_ticket' ? 3 : 0;
    return { fault, message: 0, delivery, target: 'halo.read', nth, times: 3 };
  });
}

function targetOf(random: Random, fault: FaultName): Target {
  if (isHaloFault(fault)) {
    return random.pick(['halo.write', 'halo.write', 'halo.write', 'halo.write', 'halo.read', 'halo.token'] as const);
  }
  if (fault.startsWith('death')) return 'any';
  if (fault.startsWith('ledger')) return 'ledger';
  return fault === 'secret_error' ? 'secret' : 'answer';
}
