import { isRecord } from '../../json.ts';
import type { AnyAction } from '../define-action.ts';
import { ticketOutput } from '../outputs.ts';
import type { ActionResult } from './run-action.ts';

/** What a result says of how it came about, and of the records it is about; in the log's names. */
export interface ResultFacts {
  how: 'performed' | 'replayed' | 'reconciled' | 'dry_run';
  /** The dedup key had a ticket, and this was counted on it. */
  deduplicated: boolean | undefined;
  occurrences: number | undefined;
  record_id: number | undefined;
  ticket_id: number | undefined;
  /** How many the answer carries; undefined: none. */
  warnings: number | undefined;
}

export function resultFacts(action: Pick<AnyAction, 'output'>, result: ActionResult): ResultFacts {
  const meta = isRecord(result._meta) ? result._meta : {};
  const recordId = idOf(result);
  return {
    how: howOf(result, meta),
    deduplicated: asBoolean(result.deduplicated ?? meta.deduplicated),
    occurrences: asNumber(result.occurrences ?? meta.occurrences),
    record_id: recordId,
    ticket_id: action.output === ticketOutput ? recordId : (idOf(result.ticket) ?? asNumber(result.ticket_id)),
    warnings: countOf(meta.warnings) + countOf(result.warnings) || undefined,
  };
}

function howOf(result: ActionResult, meta: Record<string, unknown>): ResultFacts['how'] {
  if (result.dry_run === true) return 'dry_run';
  // An answer that was found in HaloPSA and is given once more is a replay.
  if (meta.replayed === true) return 'replayed';
  return meta.reconciled === true ? 'reconciled' : 'performed';
}

const countOf = (list: unknown) => (Array.isArray(list) ? list.length : 0);
const asNumber = (value: unknown) => (typeof value === 'number' ? value : undefined);
const asBoolean = (value: unknown) => (typeof value === 'boolean' ? value : undefined);
const idOf = (value: unknown) => (isRecord(value) ? asNumber(value.id) : undefined);
