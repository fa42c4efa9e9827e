import type { OrgConfig } from '../../lib/action/config/org-config.ts';
import type { Message, OrgName } from './messages.ts';
import type { Random } from './random.ts';

export const OCCURRENCE_SUBJECTS = ['create_ticket, dedup_key', 'report_detection'] as const;
export type OccurrenceSubject = (typeof OCCURRENCE_SUBJECTS)[number];

export const isOccurrenceSubject = (subject: string): subject is OccurrenceSubject =>
  OCCURRENCE_SUBJECTS.some((one) => one === subject);

/** What the messages of one family have in common. */
interface Family {
  name: string;
  /** Each machine is a problem of its own, and the rule has more than the org allows it an hour. */
  isStorm: boolean;
  clientId: number;
  config: OrgConfig;
}

/** Messages that belong to one ticket (of a storm: to a few), and with them one that could get in their way. */
export function drawOccurrences(
  random: Random,
  subject: OccurrenceSubject,
  seed: number,
): { messages: Message[]; config: OrgConfig } {
  const isStorm = subject === 'report_detection' && random.chance(0.2);
  const config = drawConfig(random, isStorm);
  const family: Family = { name: `m${seed}f`, isStorm, clientId: random.pick([12, 13]), config };
  const size = random.int(2, isStorm ? 6 : 5);
  const messages = Array.from({ length: size }, (_, index) => draw(random, subject, family, index, 'first'));
  const [first] = messages as [Message];
  const extra = (org: OrgName, of = family) => draw(random, subject, of, size, org);
  const kind = random.int(0, 9);
  if (kind === 0) messages.push({ ...extra('second'), key: first.key });
  // Its idempotency key is that of another message, though it says something else.
  if (kind === 1) messages.push({ ...extra('first'), key: first.key });
  if (kind === 2) messages.push(wrong(extra('first')));
  if (kind === 3) messages.push(extra('first', { ...family, name: `m${seed}g` }));
  if (kind === 4) messages.push({ ...extra('unknown'), isWrong: true });
  return { messages, config };
}

const wrong = (message: Message): Message => ({
  ...message,
  data: { ...message.data, client_id: 'twelve' },
  isWrong: true,
});

const drawConfig = (random: Random, isStorm: boolean): OrgConfig => ({
  ...random.pick<OrgConfig>([
    {},
    { closed_ticket_policy: 'new' },
    { closed_ticket_policy: 'reopen', reopen_status_id: 2 },
    { closed_ticket_policy: 'append' },
  ]),
  ...random.pick<OrgConfig>([{ create_missing_assets: true, default_asset_type_id: 7 }, {}]),
  ...random.pick<OrgConfig>([{}, {}, { dedup_window_minutes: 1 }]),
  ...(isStorm && { max_new_tickets_per_hour: random.int(1, 3), dedup_window_minutes: 1_440 }),
});

function draw(random: Random, subject: OccurrenceSubject, family: Family, index: number, org: OrgName): Message {
  // Both functions know the same keys.
  const isDetection = (subject === 'report_detection') !== (!family.isStorm && random.chance(0.2));
  const { name, config } = family;
  return {
    org,
    action: isDetection ? 'report_detection' : 'create_ticket',
    key: `key-${name}${index}`,
    marker: name,
    family: name,
    config,
    data: (isDetection ? detection : ticket)(random, family, index),
    ticketId: 0,
    isWrong: false,
    replays: random.int(0, 1),
  };
}

const ruleOf = ({ name }: Family) => `Rule ${name}`;
const sensorOf = ({ isStorm }: Family, index: number) => `s-${isStorm ? index : 0}`;
const keyOf = (family: Family, index: number) => `${ruleOf(family)}/${sensorOf(family, index)}`;
/** Only one message has it, so that a ticket says who has opened it. */
const summaryOf = ({ name }: Family, index: number) => `EDR ${name} by ${index}`;

function ticket(random: Random, family: Family, index: number): Record<string, unknown> {
  const { clientId: client_id } = family;
  const more = random.pick([{}, { details: 'lsass access' }, { extra: { details_html: '<p>lsass</p>' } }]);
  return { summary: summaryOf(family, index), client_id, dedup_key: keyOf(family, index), ...more };
}

function detection(random: Random, family: Family, index: number): Record<string, unknown> {
  const { name, isStorm, clientId: client_id } = family;
  const cat = ruleOf(family);
  const sid = sensorOf(family, index);
  const machines = [client_id === 12 ? 'WS-042' : 'HOST-7', `${name}-pc`, `${name}-PC`, `${name}-pc.corp.example`];
  const hostname = isStorm ? `${name}-pc-${index}` : random.pick(machines);
  return {
    summary: summaryOf(family, index),
    client_id,
    ...random.pick([
      { cat, sid, hostname, priority: 'high' },
      { detection: { cat, routing: { hostname, sid }, detect_id: `det-${index}`, detect: { event: { PID: 4711 } } } },
      { cat, sid, hostname, dedup_key: keyOf(family, index) },
    ]),
    ...random.pick([{}, {}, {}, { link_asset: false }]),
  };
}
