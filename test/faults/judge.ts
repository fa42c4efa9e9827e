import { DENIALS } from './catalogue.ts';
import { assetsOf, EFFECTS } from './effects.ts';
import { judgeFamilies } from './judge-families.ts';
import { judgeReplays } from './judge-replays.ts';
import type { Message } from './messages.ts';
import type { Play } from './play.ts';
import type { Scenario } from './scenario.ts';
import type { World } from './world.ts';

export interface Violation {
  rule:
    | 'never_final'
    | 'duplicate'
    | 'lost'
    | 'wrong_record'
    | 'written_though_refused'
    | 'refused_without_cause'
    | 'accepted_though_wrong'
    | 'written_for_another_org'
    | 'unexplained_record'
    | 'replay_differs'
    | 'replay_called_halo'
    | 'undid_a_later_change'
    | 'wrong_count'
    | 'two_notes_a_minute'
    | 'not_reopened'
    | 'held_back';
  detail: string;
}

/** Holds what HaloPSA has in the end against what LimaCharlie was told. */
export function judge(world: World, played: Play): Violation[] {
  const { messages } = world.scenario;
  return [
    ...messages.flatMap((_, index) => judgeMessage(world, played, index)),
    ...judgeFamilies(world, played),
    ...judgeRecords(world),
  ];
}

function judgeMessage({ scenario, halo }: World, played: Play, index: number): Violation[] {
  const message = scenario.messages[index] as Message;
  const found: Violation[] = [];
  const report = (rule: Violation['rule'], detail: unknown) =>
    found.push({ rule, detail: `message ${index} (${message.action} ${message.marker}): ${JSON.stringify(detail)}` });
  const deliveries = played.deliveries.filter((one) => one.message === index);
  const statuses = deliveries.map(({ reply }) => reply?.status);
  const replies = deliveries.map(({ reply }) => reply?.error ?? reply?.status);
  const answers = deliveries.flatMap(({ reply }) => (reply?.status === 200 && reply.data ? [reply.data] : []));
  const { records: recordsIn, idOf } = EFFECTS[message.action];

  // What can't succeed may stay in doubt where it can't be looked up either: an org without credentials.
  if (!statuses.some((status) => status === 200 || status === 400) && !message.isWrong) report('never_final', statuses);
  if (answers.length > 0 && message.isWrong) report('accepted_though_wrong', answers[0]);
  for (const [org, { state }] of Object.entries(halo)) {
    const records = recordsIn(state, message);
    const assets = assetsOf(state, message);
    if (org !== message.org) {
      if (records.length > 0 || assets.length > 0) report('written_for_another_org', records);
      continue;
    }
    const isRefused = message.isWrong || (answers.length === 0 && statuses.at(-1) === 400);
    if (message.family !== undefined) {
      // The rest is a matter of all messages of its key.
      if (isRefused && records.length > 0) report('written_though_refused', records);
      if (statuses.at(-1) === 400 && !mayBeRefused(scenario, index)) report('refused_without_cause', replies);
      continue;
    }
    if (records.length > 1 || assets.length > 1) report('duplicate', { records, assets });
    // Two messages about one machine: the other one may have linked it.
    const hasTwin = scenario.messages.some((other, i) => i !== index && other.marker === message.marker);
    if (isRefused && records.length > 0 && !hasTwin) report('written_though_refused', records);
    if (statuses.at(-1) === 400 && !mayBeRefused(scenario, index)) report('refused_without_cause', replies);
    if (played.editedByHand.has(index)) {
      if (records.length > 0) report('undid_a_later_change', records);
    } else if (answers.length > 0) {
      if (records.length === 0) report('lost', answers.map(idOf));
      else if (answers.some((answer) => !records.includes(idOf(answer) as number)))
        report('wrong_record', { answered: answers.map(idOf), records });
    }
  }
  for (const { rule, detail } of judgeReplays(deliveries)) report(rule, detail);
  return found;
}

/** HaloPSA has denied access, which a process remembers for a while; the message is wrong, or its key is that of another message of its org. */
function mayBeRefused({ messages, strikes }: Scenario, index: number): boolean {
  const message = messages[index] as Message;
  const sharesKey = messages.some((other, i) => i !== index && other.org === message.org && other.key === message.key);
  const isDenied = strikes.some(({ fault }) => DENIALS.includes(fault));
  return message.isWrong || sharesKey || isDenied;
}

/** Every new record has to belong to a message of its org. */
function judgeRecords({ scenario, halo }: World): Violation[] {
  return (['first', 'second'] as const).flatMap((org) => {
    const own = scenario.messages.filter((message) => message.org === org);
    const { state } = halo[org];
    const names = [
      ...state.tickets.filter(({ id }) => id >= 2884).map(({ summary }) => summary),
      ...state.actions.map((action) =>
        isOurs(action.note) ? summaryOf(state, action.ticket_id) : (action.note ?? ''),
      ),
      ...state.assets.filter(({ id }) => id >= 503).map((asset) => asset.inventory_number),
    ];
    const foreign = names.filter((name) => !own.some(({ marker }) => name.toLowerCase().includes(marker)));
    return foreign.map((name): Violation => ({ rule: 'unexplained_record', detail: `${org}: ${name.slice(0, 80)}` }));
  });
}

/** What the extension writes on its own onto a ticket. */
const isOurs = (note = '') => /^(Seen \d+ times|The machine .* (was not|may not have been) linked)/.test(note);

const summaryOf = ({ tickets }: World['halo']['first']['state'], ticketId: number): string =>
  tickets.find(({ id }) => id === ticketId)?.summary ?? '';
