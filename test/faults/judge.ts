import { assetsOf, EFFECTS } from './effects.ts';
import type { Message } from './messages.ts';
import { type Delivery, isReplay, type Play } from './play.ts';
import type { World } from './world.ts';

export interface Violation {
  rule:
    | 'never_final'
    | 'duplicate'
    | 'lost'
    | 'wrong_record'
    | 'written_though_refused'
    | 'accepted_though_wrong'
    | 'written_for_another_org'
    | 'unexplained_record'
    | 'replay_differs'
    | 'replay_called_halo'
    | 'undid_a_later_change';
  detail: string;
}

/** Holds what HaloPSA has in the end against what LimaCharlie was told. */
export function judge(world: World, played: Play): Violation[] {
  const { messages } = world.scenario;
  return [...messages.flatMap((_, index) => judgeMessage(world, played, index)), ...judgeRecords(world)];
}

function judgeMessage({ scenario, halo }: World, played: Play, index: number): Violation[] {
  const message = scenario.messages[index] as Message;
  const found: Violation[] = [];
  const report = (rule: Violation['rule'], detail: unknown) =>
    found.push({ rule, detail: `message ${index} (${message.action} ${message.marker}): ${JSON.stringify(detail)}` });
  const deliveries = played.deliveries.filter((one) => one.message === index);
  const answers = deliveries.flatMap(({ reply }) => (reply?.status === 200 && reply.data ? [reply.data] : []));
  const isRefused = answers.length === 0 && deliveries.some(({ reply }) => reply?.status === 400);
  const { records: recordsIn, idOf } = EFFECTS[message.action];

  if (answers.length === 0 && !isRefused)
    report(
      'never_final',
      deliveries.map(({ reply }) => reply?.status ?? null),
    );
  if (answers.length > 0 && message.isWrong) report('accepted_though_wrong', answers[0]);
  for (const [org, simulator] of Object.entries(halo)) {
    const records = recordsIn(simulator.state, message);
    if (org !== message.org) {
      if (records.length > 0 || assetsOf(simulator.state, message).length > 0)
        report('written_for_another_org', records);
      continue;
    }
    if (records.length > 1 || assetsOf(simulator.state, message).length > 1) report('duplicate', records);
    // Two messages about one machine: the other one may have linked it.
    const hasTwin = scenario.messages.some((other, i) => i !== index && other.marker === message.marker);
    if (isRefused && records.length > 0 && !hasTwin) report('written_though_refused', records);
    if (played.editedByHand.has(index)) {
      if (records.length > 0) report('undid_a_later_change', records);
    } else if (answers.length > 0) {
      if (records.length === 0) report('lost', answers.map(idOf));
      else if (answers.some((answer) => !records.includes(idOf(answer) as number)))
        report('wrong_record', { answered: answers.map(idOf), records });
    }
  }
  judgeReplays(deliveries, report);
  return found;
}

function judgeReplays(
  deliveries: readonly Delivery[],
  report: (rule: Violation['rule'], detail: unknown) => void,
): void {
  const replayed = deliveries.filter(({ reply }) => isReplay(reply?.data));
  const texts = new Set(replayed.map(({ reply }) => JSON.stringify(reply?.data)));
  if (texts.size > 1) report('replay_differs', [...texts]);
  const first = deliveries.find(({ reply }) => reply?.status === 200);
  const original = first?.reply?.data;
  // An answer that was given is the one that is kept, unless the ledger did not take it.
  const isKept = deliveries.every(({ calls }) => calls.every((call) => !isStruckLedger(call)));
  if (original && isKept && replayed.some(({ reply }) => withoutMeta(reply?.data) !== withoutMeta(original)))
    report('replay_differs', [original, ...texts]);
  for (const { calls } of replayed) {
    const toHalo = calls.filter(({ target }) => target.startsWith('halo')).map(({ label }) => label);
    if (toHalo.length > 0) report('replay_called_halo', toHalo);
  }
}

const isStruckLedger = ({ target, isStruck }: Delivery['calls'][number]) => target === 'ledger' && isStruck === true;

const withoutMeta = (data: Record<string, unknown> | undefined) => JSON.stringify({ ...data, _meta: undefined });

/** Every new record has to belong to a message of its org. */
function judgeRecords({ scenario, halo }: World): Violation[] {
  return (['first', 'second'] as const).flatMap((org) => {
    const own = scenario.messages.filter((message) => message.org === org);
    const { state } = halo[org];
    const names = [
      ...state.tickets.filter(({ id }) => id >= 2884).map(({ summary }) => summary),
      ...state.actions.map(({ note }) => note ?? ''),
      ...state.assets.filter(({ id }) => id >= 503).map((asset) => asset.inventory_number),
    ];
    const foreign = names.filter((name) => !own.some(({ marker }) => name.toLowerCase().includes(marker)));
    return foreign.map((name): Violation => ({ rule: 'unexplained_record', detail: `${org}: ${name.slice(0, 80)}` }));
  });
}
