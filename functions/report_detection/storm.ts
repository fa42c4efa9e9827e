import type { ActionContext } from '../../lib/action/define-action.ts';
import { countInHour, HOUR_MS, hourOf } from '../../lib/action/occurrences/count-in-hour.ts';
import { recordOccurrence } from '../../lib/action/occurrences/record-occurrence.ts';
import type { Occurrence } from '../../lib/action/occurrences/slot.ts';
import type { HaloFields } from '../../lib/halopsa/api.ts';
import { sha256 } from '../../lib/ledger/digest.ts';
import { type Detection, oneLine } from './read-detection.ts';

const DEFAULT_MAX_NEW_TICKETS = 30;

/** Where a detection ended up. */
export interface Placed extends Occurrence {
  /** It is one of many on a storm's summary ticket. */
  isSummary: boolean;
}

/**
 * Puts a detection onto its ticket. A rule that has opened as many tickets in this hour as the org allows opens no more: one summary
 * ticket a client counts the rest until the hour ends. Nothing is dropped from the count.
 */
export async function placeDetection(
  context: ActionContext,
  detection: Detection,
  fields: HaloFields,
): Promise<Placed> {
  const limit = context.config.max_new_tickets_per_hour ?? DEFAULT_MAX_NEW_TICKETS;
  const hour = hourOf(context);
  const mayOpen = async () => (await countNewTicket(context, detection.rule)) <= limit;
  const occurrence = await recordOccurrence(context, detection.dedupKey, fields, mayOpen);
  if (occurrence !== undefined) return { ...occurrence, isSummary: false };
  context.warn(`The rule has opened ${limit} tickets in this hour; until it ends, one summary ticket counts the rest.`);
  // Within its hour the summary counts whatever the org's window and policy for single problems are.
  const config = { ...context.config, dedup_window_minutes: 120, closed_ticket_policy: 'append' as const };
  const key = `storm/${detection.rule}/${hour}`;
  const summary = summaryFields(detection.rule, limit, hour, fields);
  return { ...(await recordOccurrence({ ...context, config }, key, summary)), isSummary: true };
}

/** How many tickets the rule has opened in this hour, this one included. */
async function countNewTicket(context: ActionContext, rule: string): Promise<number> {
  return countInHour(context, `storm#${context.oid}#${sha256(JSON.stringify([await context.instance(), rule]))}`);
}

function summaryFields(rule: string, limit: number, hour: number, { assets: _, ...fields }: HaloFields): HaloFields {
  const until = new Date((hour + 1) * HOUR_MS).toISOString().slice(11, 16);
  return {
    ...fields,
    summary: `Storm: ${oneLine(rule)}`,
    details: `The rule "${oneLine(rule)}" has opened more than ${limit} tickets within an hour. Until ${until} UTC further ones are only counted, on this ticket. LimaCharlie has each of them.`,
  };
}
