import type { OrgConfig } from '../../lib/action/config/org-config.ts';
import type { Random } from './random.ts';

/** Those whose messages have an effect of their own, each. */
export const ACTIONS = ['create_ticket', 'update_ticket', 'add_action', 'link_asset_to_ticket'] as const;
type PlainAction = (typeof ACTIONS)[number];
export type ActionName = PlainAction | 'report_detection';
export type OrgName = 'first' | 'second' | 'unknown';

export interface Message {
  org: OrgName;
  action: ActionName;
  key: string;
  /** Found in nothing but what this message writes; of a family: its name. */
  marker: string;
  /** Set where a key puts messages onto one ticket. */
  family?: string;
  /** The org's configuration, as the message brings it. */
  config?: OrgConfig;
  data: Record<string, unknown>;
  /** The ticket that it works on, where it names one. */
  ticketId: number;
  /** Whether it has to be refused whatever happens. */
  isWrong: boolean;
  /** How often it comes again after it was answered 200. */
  replays: number;
}

/** The ticket that notes and links of all messages meet on. */
export const SHARED_TICKET_ID = 1000;
const ownTicketId = (index: number) => SHARED_TICKET_ID + 1 + index;

/** The message that the run is about, and with it others that could get in its way. */
export function drawMessages(random: Random, action: PlainAction, seed: number): Message[] {
  const first = drawMessage(random, action, 'first', seed, 0);
  const companions = random.chance(0.4) ? 0 : random.int(1, 3);
  return [first, ...Array.from({ length: companions }, (_, i) => drawCompanion(random, first, action, seed, i + 1))];
}

function drawCompanion(random: Random, first: Message, same: PlainAction, seed: number, index: number): Message {
  const other = (action: PlainAction, org: OrgName) => drawMessage(random, action, org, seed, index);
  const kind = random.int(0, 9);
  // The same key in another org is another message; in the same org, with other content, it is a mistake.
  if (kind <= 1) return { ...other(same, 'second'), key: first.key };
  if (kind === 2) return { ...other(same, 'first'), key: first.key };
  if (kind === 3) return { ...other(random.pick(ACTIONS), 'first'), data: { customfields: 7 }, isWrong: true };
  if (kind === 4) return { ...other(random.pick(ACTIONS), 'unknown'), isWrong: true };
  if (kind === 5 && same === 'link_asset_to_ticket') {
    // Two messages about one machine.
    return { ...other(same, 'first'), marker: first.marker, data: { ...first.data } };
  }
  if (kind <= 7) return other(same, 'first');
  return other(random.pick(ACTIONS), random.pick(['first', 'second']));
}

function drawMessage(random: Random, action: PlainAction, org: OrgName, seed: number, index: number): Message {
  const marker = `m${seed}x${index}`;
  const ticketId = action === 'update_ticket' ? ownTicketId(index) : SHARED_TICKET_ID;
  return {
    org,
    action,
    key: `key-${marker}`,
    marker,
    data: drawData[action](random, marker, ticketId),
    ticketId,
    isWrong: false,
    replays: random.chance(0.05) ? random.int(4, 18) : random.int(0, 2),
  };
}

const EVENT = { FILE_PATH: 'C:\\Windows\\System32\\rundll32.exe', PROCESS_ID: 4711 };

const drawData: Record<PlainAction, (random: Random, marker: string, ticketId: number) => Record<string, unknown>> = {
  create_ticket: (random, marker) => ({
    summary: `EDR ${marker}`,
    client_id: random.pick(['12', 13]),
    ...random.pick([
      {},
      { details: 'lsass access by rundll32' },
      { details: EVENT },
      { details: 'long '.repeat(700) },
      { extra: { details_html: '<p>lsass <b>access</b></p>' } },
      { details: 'both', extra: { details_html: '<p>both</p>' } },
    ]),
  }),
  update_ticket: (random, marker, ticketId) => ({
    id: ticketId,
    summary: `EDR ${marker}`,
    ...random.pick([
      {},
      { status_id: 2 },
      { details: 'corrected' },
      { asset_ids: [501] },
      { customfields: [{ name: 'CFlcDetection', value: marker }] },
    ]),
  }),
  add_action: (random, marker, ticketId) => ({
    ticket_id: String(ticketId),
    note: random.pick([`${marker} isolated`, { note: marker, ...EVENT }, ` ${marker}\r\n  isolated \r\n`]),
    ...random.pick([{}, { hiddenfromuser: 'false' }, { timetaken: 0.25 }]),
  }),
  link_asset_to_ticket: (random, marker, ticketId) => ({
    ticket_id: ticketId,
    hostname: random.pick([marker, marker.toUpperCase(), `${marker}.corp.example`]),
    asset_type_id: 7,
    ...random.pick([{}, { client_id: 12, site_id: 18 }]),
  }),
};
