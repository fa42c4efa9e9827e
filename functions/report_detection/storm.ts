import { oneLine } from '../../lib/action/inputs/one-line.ts';
import { countInHour, HOUR_MS, hourOf, uncountInHour } from '../../lib/action/occurrences/count-in-hour.ts';
import { recordOccurrence } from '../../lib/action/occurrences/record-occurrence.ts';
import type { Occurrence } from '../../lib/action/occurrences/slots/slot.ts';
import type { OccurrenceContext } from '../../lib/action/occurrences/work.ts';
import type { HaloFields } from '../../lib/halopsa/api.ts';
import { sha256 } from '../../lib/ledger/digest.ts';
import type { Detection } from './read-detection.ts';

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
  context: OccurrenceContext,
  detection: Detection,
  fields: HaloFields,
): Promise<Placed> {
  const limit = context.config.max_new_tickets_per_hour ?? DEFAULT_MAX_NEW_TICKETS;
  const hour = hourOf(context);
  const place = `storm#${context.oid}#${sha256(JSON.stringify([await context.instance(), detection.rule]))}`;
  const occurrence = await recordOccurrence(context, detection.dedupKey, fields, {
    mayOpen: async () => (await countInHour(context, place)) <= limit,
    notOpened: () => uncountInHour(context, place),
  });
  if (occurrence !== undefined) return { ...occurrence, isSummary: false };
  context.warn(
    `The rule has reported more than ${limit} problems in this hour; until it ends, one summary ticket counts the rest.`,
  );
  // Within its hour the summary counts whatever the org's window and policy for single problems are.
  const config = { ...context.config, dedup_window_minutes: 120, closed_ticket_policy: 'append' as const };
  const machine = oneLine(detection.hostname ?? detection.sid ?? '');
  const key = `storm/${detection.rule}/${hour}`;
  const summary = summaryFields(context, { rule: detection.rule, limit, hour }, fields);
  return { ...(await recordOccurrence({ ...context, config, machine }, key, summary)), isSummary: true };
}

/** Of the detection's own ticket it has who is to see it. The first that it stands for is told in its text, the others in its notes. */
function summaryFields(
  { sighting = '' }: OccurrenceContext,
  { rule, limit, hour }: { rule: string; limit: number; hour: number },
  { assets: _, details_html: __, ...fields }: HaloFields,
): HaloFields {
  const until = new Date((hour + 1) * HOUR_MS).toISOString().slice(11, 16);
  const what = `The rule "${oneLine(rule)}" has reported more than ${limit} problems within an hour. Until ${until} UTC further ones are only counted, on this ticket; its notes name the machines. LimaCharlie has each of them.`;
  return { ...fields, summary: `Storm: ${oneLine(rule)}`, details: [what, sighting].filter(Boolean).join('\n\n') };
}
