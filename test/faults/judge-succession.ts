import { DENIALS } from './catalogue.ts';
import type { Ending } from './end-by-hand.ts';
import type { Family, FamilyTicket } from './family.ts';
import type { Violation } from './judge.ts';
import type { Scenario } from './scenario.ts';

/** Clocks of processes differ a little, and a creation takes its time. */
const TOLERANCE_MS = 1_000;

/** A key has one ticket, and another only where the org's policy says so: after its end, or out of the window. A storm has its limit. */
export function judgeSuccession(family: Family, scenario: Scenario, ended: readonly Ending[]): Violation[] {
  const { tickets } = family;
  if (scenario.isStorm) return judgeStorm(family, scenario);
  const groundless = tickets
    .slice(1)
    .filter((next, i) => !mayFollow(next, tickets[i] as FamilyTicket, family, scenario, ended));
  const closed = tickets.filter((ticket) => isStillClosed(ticket, family, scenario, ended));
  return [
    ...groundless.map(({ id }): Violation => ({ rule: 'duplicate', detail: `ticket ${id} follows one that was good` })),
    ...closed.map(({ id }): Violation => ({ rule: 'not_reopened', detail: `ticket ${id}` })),
  ];
}

function judgeStorm({ org, name, answered, tickets }: Family, { messages, config }: Scenario): Violation[] {
  const limit = Number(config.max_new_tickets_per_hour);
  const summaries = tickets.filter(({ summary }) => summary.startsWith('Storm: '));
  const opened = tickets.length - summaries.length;
  // Each is a problem of its own. What was refused for good may have had a place among the first.
  const refused = messages.filter((one) => one.family === name && one.org === org).length - answered.length;
  const least = Math.min(limit, answered.length) - refused;
  const isHeld = summaries.length <= 1 && opened <= limit;
  return [
    ...(isHeld ? [] : [{ rule: 'duplicate', detail: `${tickets.length} tickets in a storm of ${limit}` } as const]),
    ...(opened >= least
      ? []
      : [
          {
            rule: 'held_back',
            detail: `${opened} tickets of ${answered.length} problems, with ${limit} allowed`,
          } as const,
        ]),
  ];
}

function mayFollow(
  next: FamilyTicket,
  before: FamilyTicket,
  { answered }: Family,
  { config, strikes }: Scenario,
  ended: readonly Ending[],
): boolean {
  const endings = ended.filter(
    ({ ticketId, atMs }) => ticketId === before.id && atMs <= next.createdAtMs + TOLERANCE_MS,
  );
  const isNew = (config.closed_ticket_policy ?? 'new') === 'new';
  // Whoever was refused the reopening decided for those after it, too.
  const isRefused = strikes.some(({ fault }) => DENIALS.includes(fault));
  if (endings.some(({ isDeleted }) => isDeleted || isNew || isRefused)) return true;
  const windowMs = (config.dedup_window_minutes ?? 1_440) * 60_000;
  // What came, and was answered, within the window was certainly seen in it.
  const wasSeen = answered.some(
    ({ ticketId, firstFromMs, answeredAtMs }) =>
      ticketId === before.id &&
      answeredAtMs <= next.createdAtMs &&
      firstFromMs >= next.createdAtMs - windowMs + TOLERANCE_MS,
  );
  return isNew && !wasSeen && next.createdAtMs - before.createdAtMs > windowMs - TOLERANCE_MS;
}

/** Closed, though the policy is `reopen` and a message came for it after the last time that somebody closed it. */
function isStillClosed(
  { id, isClosed, isDeleted }: FamilyTicket,
  { answered }: Family,
  { config }: Scenario,
  ended: readonly Ending[],
): boolean {
  const last = ended.findLast(({ ticketId }) => ticketId === id);
  if (config.closed_ticket_policy !== 'reopen' || last === undefined || !isClosed || isDeleted) return false;
  return answered.some(
    ({ ticketId, deliveriesBefore, data }) =>
      ticketId === id && deliveriesBefore >= last.deliveries && !saysNotReopened(data),
  );
}

const saysNotReopened = (data: unknown): boolean => JSON.stringify(data).includes('was not reopened');
