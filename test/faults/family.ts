import { EFFECTS } from './effects.ts';
import type { Message } from './messages.ts';
import type { Delivery, Play } from './play.ts';
import type { World } from './world.ts';

/** What became of the messages that an org's key (of a storm: its rule) holds together. */
export interface Family {
  org: 'first' | 'second';
  name: string;
  answered: Answered[];
  /** In the order of their creation. */
  tickets: FamilyTicket[];
}

/** A message that was answered 200, with its first answer or a replay of it. */
export interface Answered {
  ticketId: unknown;
  data: Record<string, unknown>;
  firstFromMs: number;
  answeredAtMs: number;
  /** How many deliveries, of all messages, were over when it first came. */
  deliveriesBefore: number;
  /** In small letters; undefined where no machine is to be linked. */
  hostname: string | undefined;
}

export interface FamilyTicket {
  id: number;
  summary: string;
  createdAtMs: number;
  isClosed: boolean;
  isDeleted: boolean;
  assetIds: number[];
  /** "Seen 37 times …", oldest first. */
  notes: { count: number; atMs: number }[];
}

export function familiesIn(world: World, { deliveries }: Play): Family[] {
  const { messages } = world.scenario;
  const names = [...new Set(messages.flatMap(({ family }) => family ?? []))];
  return (['first', 'second'] as const).flatMap((org) =>
    names.map((name) => ({
      org,
      name,
      answered: messages.flatMap((one, index) =>
        one.family === name && one.org === org
          ? answeredIn(
              one,
              deliveries,
              deliveries.filter(({ message }) => message === index),
            )
          : [],
      ),
      tickets: ticketsOf(world, org, name),
    })),
  );
}

function answeredIn(message: Message, all: readonly Delivery[], own: readonly Delivery[]): Answered[] {
  const answer = own.find(({ reply }) => reply?.status === 200);
  if (answer?.reply?.data === undefined) return [];
  const { data } = answer.reply;
  const firstFromMs = Math.min(...own.map(({ fromMs }) => fromMs));
  return [
    {
      ticketId: EFFECTS[message.action].idOf(data),
      data,
      firstFromMs,
      answeredAtMs: answer.untilMs,
      // Its own may begin and end within one millisecond.
      deliveriesBefore: all.filter((one) => !own.includes(one) && one.untilMs <= firstFromMs).length,
      hostname: hostnameIn(message.data),
    },
  ];
}

function hostnameIn({ hostname, detection, link_asset: isWanted }: Message['data']): string | undefined {
  const { routing } = (detection ?? {}) as { routing?: { hostname: string } };
  return isWanted === false ? undefined : String(hostname ?? routing?.hostname ?? '').toLowerCase() || undefined;
}

function ticketsOf({ scenario, halo }: World, org: Family['org'], name: string): FamilyTicket[] {
  const { tickets, actions } = halo[org].state;
  // HaloPSA's clock is its own, and says nothing of its zone.
  const toTrueMs = (time: string) => Date.parse(`${time}Z`) - scenario.haloSkewMs;
  return tickets
    .filter(({ summary }) => summary.includes(name))
    .map((ticket) => ({
      id: ticket.id,
      summary: ticket.summary,
      createdAtMs: toTrueMs(ticket.dateoccurred),
      isClosed: ticket.hasbeenclosed,
      isDeleted: ticket.deleted,
      assetIds: ticket.asset_ids,
      notes: actions.flatMap(({ ticket_id: id, note, datetime }) => {
        const [, count] = /^Seen (\d+) times/.exec(note ?? '') ?? [];
        return id === ticket.id && count !== undefined ? [{ count: Number(count), atMs: toTrueMs(datetime) }] : [];
      }),
    }));
}
