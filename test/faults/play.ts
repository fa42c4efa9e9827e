import { type Ending, endByHand } from './end-by-hand.ts';
import { type LambdaProcess, type Reply, startProcess } from './process.ts';
import { createRandom } from './random.ts';
import { editByHand } from './seed-tickets.ts';
import type { OutsideCall } from './strikes.ts';
import { aimStrikes } from './strikes.ts';
import type { Variant } from './variants/variant.ts';
import type { World } from './world.ts';

/** One delivery, in the order of their ends. Without a reply it was not answered, or the answer was lost. */
export interface Delivery {
  message: number;
  fromMs: number;
  untilMs: number;
  reply?: Reply;
  calls: readonly OutsideCall[];
}

export interface Play {
  deliveries: Delivery[];
  /** Messages whose ticket an analyst has changed after their answer. */
  editedByHand: Set<number>;
  /** Tickets that an analyst has closed or deleted. */
  ended: Ending[];
  struck: number;
}

/** By then every fault has struck: one message at a time, with time enough on a busy machine. */
const CALM_ROUND = 9;
const CALM_DELIVERY_MS = 15_000;
const MAX_ROUNDS = 60;
/** Pauses between deliveries: at once, within a lease, past it, and past every cache. */
const PAUSES_MS = [0, 0, 100, 1_000, 3_000, 30_000, 400_000];

/** LimaCharlie's part: delivers what is not answered or answered 500 again under the same key, gives up on a 400, and sends some again. */
export async function play(world: World, variant: Variant): Promise<Play> {
  const { scenario } = world;
  const random = createRandom(scenario.seed ^ 0x5eed);
  const idle: LambdaProcess[] = [];
  const started: LambdaProcess[] = [];
  const result: Play = { deliveries: [], editedByHand: new Set(), ended: [], struck: 0 };
  const attempts = scenario.messages.map(() => 0);

  function takeProcess(): LambdaProcess {
    const warm = random.chance(0.6) ? idle.pop() : undefined;
    if (warm) return warm;
    const fresh = startProcess(world, variant, started.length);
    started.push(fresh);
    return fresh;
  }

  async function deliver(index: number, deliveryMs: number): Promise<void> {
    const number = attempts[index] ?? 0;
    attempts[index] = number + 1;
    const process = takeProcess();
    const strikes = aimStrikes(scenario.strikes.filter((one) => one.message === index && one.delivery === number));
    const label = `message ${index} delivery ${number} to p${started.indexOf(process)}`;
    world.say(`-> ${label}`);
    const fromMs = world.nowMs();
    const { reply, calls } = await process.deliver(scenario.messages[index] as never, strikes, deliveryMs);
    const isLost = reply !== undefined && strikes.losesAnswer;
    world.say(`<- ${label}: ${describe(reply)}${isLost ? '   <= answer_lost' : ''}`);
    result.deliveries.push({ message: index, fromMs, untilMs: world.nowMs(), calls, ...(!isLost && { reply }) });
    result.struck += strikes.struck + (isLost ? 1 : 0);
    if (!process.isDead()) idle.push(process);
  }

  const repliesTo = (index: number) =>
    result.deliveries.flatMap(({ message, reply }) => (message === index && reply ? [reply] : []));
  const lastReplyTo = (index: number) => result.deliveries.findLast(({ message }) => message === index)?.reply;
  const isOver = (index: number): boolean => {
    const statuses = repliesTo(index).map(({ status }) => status);
    // Of deliveries at the same time the last one counts: another may have been refused before it.
    if (!statuses.includes(200)) return lastReplyTo(index)?.status === 400;
    const first = result.deliveries.findIndex(({ message, reply }) => message === index && reply?.status === 200);
    const since = result.deliveries.slice(first + 1).filter(({ message }) => message === index).length;
    return since >= (scenario.messages[index]?.replays ?? 0);
  };

  // A storm is over with its hour, and so is a run about one.
  const maxPauseMs = scenario.isStorm ? 30_000 : Infinity;
  const isOneByOne = scenario.pace === 'sequential' || scenario.pace === 'in_order';
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const open = scenario.messages.map((_, index) => index).filter((index) => !isOver(index));
    if (open.length === 0) break;
    const isCalm = round >= CALM_ROUND;
    const one = scenario.pace === 'in_order' ? (open[0] as number) : random.pick(open);
    const chosen = isCalm || scenario.pace !== 'mixed' ? [one] : open.filter(() => random.chance(0.6));
    const copies = () => (isCalm || isOneByOne ? 1 : random.int(1, scenario.pace === 'parallel' ? 4 : 2));
    const batch = chosen.flatMap((index) => Array.from({ length: copies() }, () => index));
    world.inFlight = batch.length;
    await Promise.all(batch.map((index) => deliver(index, isCalm ? CALM_DELIVERY_MS : scenario.deliveryMs)));
    world.inFlight = 0;
    await world.advance(isCalm ? 30_000 : Math.min(random.pick(PAUSES_MS), maxPauseMs));
    for (const index of scenario.messages.keys()) if (random.chance(0.3)) await edit(index);
    if (random.chance(0.2)) result.ended.push(...endByHand(world, random, result.deliveries.length));
  }
  await world.advance(60_000);
  await Promise.all(started.map((process) => process.close()));
  return result;

  /** Only where the ledger has the answer: else the update counts as not known to be done, and is done again. */
  async function edit(index: number): Promise<void> {
    const message = scenario.messages[index];
    if (message?.action !== 'update_ticket' || message.org === 'unknown' || result.editedByHand.has(index)) return;
    if (!result.deliveries.some((one) => one.message === index && isRecorded(one))) return;
    editByHand(world.halo[message.org], message.ticketId);
    result.editedByHand.add(index);
    world.say(`   message ${index}: an analyst changes its ticket`);
  }
}

/** Whether the ledger was there to keep the answer that was given. */
const isRecorded = ({ reply, calls }: Delivery): boolean =>
  reply?.status === 200 && !calls.some(({ target, isStruck }) => target === 'ledger' && isStruck);

/** Whether an answer came from the ledger. */
export const isReplay = (data: Reply['data']): boolean =>
  (data?._meta as { replayed?: unknown } | undefined)?.replayed === true;

const describe = (reply: Reply | undefined): string =>
  reply === undefined
    ? 'no answer, the process has ended'
    : `${reply.status} ${reply.error ?? JSON.stringify(reply.data)?.slice(0, 160)}`;
