import { FAULTS, type FaultName, isHaloFault } from './catalogue.ts';
import type { Message } from './messages.ts';
import type { Random } from './random.ts';
import type { Strike, Subject, Target } from './scenario.ts';

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

/** About how many calls a delivery makes, how many of them to the ledger, and which of its writes is worth striking. */
interface Depth {
  calls: number;
  ledger: number;
  writes: readonly number[];
}
const PLAIN: Depth = { calls: 8, ledger: 2, writes: [0] };
const LINK: Depth = { calls: 15, ledger: 6, writes: [0, 0, 1] };
const KEYED: Depth = { calls: 14, ledger: 9, writes: [0, 0, 1] };
const DETECTION: Depth = { calls: 24, ledger: 14, writes: [0, 0, 1, 2] };

const depthOf = (message: Message | undefined): Depth => {
  if (message?.action === 'report_detection') return DETECTION;
  if (message?.family !== undefined) return KEYED;
  return message?.action === 'link_asset_to_ticket' ? LINK : PLAIN;
};

/** The fault that the run is about, for message 0; and with it others. */
export function drawStrikes(random: Random, fault: FaultName, subject: Subject, messages: Message[]): Strike[] {
  const strikes = [drawStrike(random, fault, messages, 0, 0)];
  if (random.chance(0.4)) strikes.push(...drawBlindness(random, subject));
  // Troubles come together: the same delivery, the next one, and other messages are struck too.
  for (let more = random.chance(0.6) ? random.int(1, 4) : 0; more > 0; more--) {
    const message = random.chance(0.7) ? 0 : random.int(0, messages.length - 1);
    strikes.push(drawStrike(random, random.pick(FAULTS), messages, message, random.pick([0, 1, 1, 1, 2, 2, 3, 4])));
  }
  return strikes;
}

function drawStrike(random: Random, fault: FaultName, messages: Message[], message: number, delivery: number): Strike {
  const target = targetOf(random, fault);
  const { calls, ledger, writes } = depthOf(messages[message]);
  const nth = () => {
    if (target === 'any') return random.int(0, calls - 1);
    return target === 'ledger' ? random.int(0, ledger - 1) : random.pick(writes);
  };
  return { fault, message, delivery, target, nth: nth(), times: random.pick([1, 1, 1, 2, 3]) };
}

/** Nobody can look for what the first delivery wrote, at once and at the next deliveries: that is unknown, never "not there". */
function drawBlindness(random: Random, subject: Subject): Strike[] {
  const fault = random.pick(BLINDING);
  const deliveries = Array.from({ length: random.int(2, 4) }, (_, delivery) => delivery);
  return deliveries.map((delivery) => {
    // A link reads before it writes: its first delivery is to get that far.
    const nth = delivery === 0 && subject === 'link_asset_to_ticket' ? 3 : 0;
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
