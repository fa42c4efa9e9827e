import type { HaloRecord } from '../../lib/halopsa/api.ts';

export interface TicketFilters {
  client_id?: number;
  agent_id?: number;
  tickettype_id?: number;
  status_ids?: string;
}

/**
 * HaloPSA ignores a filter that it doesn't know and returns everything (QUIRKS.md, "unknown parameters are ignored"), so rows are
 * held against the filters again. A row that leaves a field out doesn't contradict it.
 */
export function keepMatching(
  rows: readonly HaloRecord[],
  filters: TicketFilters,
): { rows: HaloRecord[]; dropped: number } {
  const { status_ids: statusIds, ...single } = filters;
  const allowed: [string, readonly number[]][] = Object.entries(single)
    .filter((entry): entry is [string, number] => typeof entry[1] === 'number' && SINGLE.has(entry[0]))
    .map(([field, id]) => [field, [id]]);
  if (statusIds !== undefined) allowed.push(['status_id', statusIds.split(',').map(Number)]);
  const kept = rows.filter((row) =>
    allowed.every(([field, ids]) => row[field] === undefined || ids.includes(row[field] as number)),
  );
  return { rows: kept, dropped: rows.length - kept.length };
}

const SINGLE = new Set(['client_id', 'agent_id', 'tickettype_id']);
