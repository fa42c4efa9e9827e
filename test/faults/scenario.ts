import type { OrgConfig } from '../../lib/action/config/org-config.ts';
import { FAULTS, type FaultName } from './catalogue.ts';
import { drawStrikes } from './draw-strikes.ts';
import { ACTIONS, drawMessages, type Message } from './messages.ts';
import { drawOccurrences, isOccurrenceSubject, OCCURRENCE_SUBJECTS } from './occurrences.ts';
import { createRandom } from './random.ts';
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
  subject: Subject;
  fault: FaultName;
  messages: Message[];
  strikes: Strike[];
  /** The org's configuration, where keys put messages onto one ticket. */
  config: OrgConfig;
  /** One message after the other; one delivery at a time; copies of one message at once; or several messages, some twice, in any order. */
  pace: 'in_order' | 'sequential' | 'parallel' | 'mixed';
  /** The messages are more problems than their rule may open tickets for. */
  isStorm: boolean;
  /** How long a delivery may take. */
  deliveryMs: number;
  callBudget: number;
  /** HaloPSA's clock against ours. */
  haloSkewMs: number;
  tenant: Tenant;
}

/** Beside the actions: what their messages with a key do together. */
export const SUBJECTS = [...ACTIONS, ...OCCURRENCE_SUBJECTS] as const;
export type Subject = (typeof SUBJECTS)[number];

const CELLS = FAULTS.flatMap((fault) => SUBJECTS.map((subject) => ({ subject, fault })));
/** The scenarios of `seed`, `seed + 1`, … */
export function* drawScenarios(seed: number, runs: number): Generator<Scenario> {
  for (let drawn = 0; drawn < runs; drawn++) yield drawScenario(seed + drawn);
}

/** All of a run from its seed. Consecutive seeds go through every subject and fault in turn. */
export function drawScenario(seed: number): Scenario {
  const { subject, fault } = CELLS[seed % CELLS.length] as (typeof CELLS)[number];
  const random = createRandom(seed);
  const pace = random.pick(['sequential', 'sequential', 'parallel', 'mixed'] as const);
  const { messages, config } = isOccurrenceSubject(subject)
    ? drawOccurrences(random, subject, seed)
    : { messages: drawMessages(random, subject, seed), config: {} };
  const strikes = drawStrikes(random, fault, subject, messages);
  const isShort =
    strikes.some((strike) => strike.fault.startsWith('hang')) || (pace !== 'sequential' && random.chance(0.5));
  return {
    seed,
    subject,
    fault,
    messages,
    config,
    strikes,
    pace: isOccurrenceSubject(subject) && pace === 'sequential' && random.chance(0.4) ? 'in_order' : pace,
    isStorm: config.max_new_tickets_per_hour !== undefined,
    deliveryMs: isShort ? 400 : pace === 'sequential' ? 6_000 : 1_500,
    callBudget: random.chance(0.2) ? 300 : 0,
    haloSkewMs: random.int(-180_000, 180_000),
    tenant: drawTenant(random),
  };
}
