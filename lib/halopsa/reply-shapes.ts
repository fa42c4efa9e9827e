import { isRecord } from '../json.ts';
import type { HaloPage, HaloRecord } from './api.ts';
import { unusableReply } from './unusable-reply.ts';

const WHOLE = /^-?(0|[1-9]\d{0,15})(\.0{1,8})?$/;

/** HaloPSA's ids come as 12, 12.0 or "12" (QUIRKS.md, "ids in three spellings"); undefined where it is no whole number. */
export function toId(value: unknown): number | undefined {
  const number = typeof value === 'string' && WHOLE.test(value.trim()) ? Number(value) : value;
  return Number.isSafeInteger(number) ? (number as number) : undefined;
}

/** The same record with every `id` and `…_id` as an integer, also in nested records; null members are left out. */
export function withIntegerIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withIntegerIds);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== null);
  return Object.fromEntries(
    entries.map(([key, one]) => [key, isIdName(key) ? (toId(one) ?? one) : withIntegerIds(one)]),
  );
}

/** `who_agentid` is one too: of entries, who wrote them. */
const isIdName = (key: string) => key === 'id' || key.endsWith('_id') || key.endsWith('_agentid');

/**
 * The one record in a reply to a POST or a GET by id: bare, in a list of one, or in an envelope under the list's name.
 * @throws ExtensionError `halo_unavailable`, or for a write `outcome_unknown`: without an id nobody knows what was written
 */
export function unwrapRecord(body: unknown, listName: string, kind: 'read' | 'write'): HaloRecord {
  const inner = isRecord(body) && toId(body.id) === undefined && listName in body ? body[listName] : body;
  const record = Array.isArray(inner) ? inner[0] : inner;
  if (isRecord(record) && hasId(record)) return withIntegerIds(record) as HaloRecord;
  throw unusableReply(kind, `HaloPSA's reply does not hold a ${listName} record with an id.`);
}

const PLANNED = Symbol('planned');

/** What stands for the reply to a write that is only planned. A record that would be created has no id yet: it is shown as 0. */
export const plannedRecord = (record: Record<string, unknown> = {}): HaloRecord => ({
  id: 0,
  ...record,
  [PLANNED]: true,
});

/** HaloPSA's 0 and -1 are no ids (QUIRKS.md, "not set"). */
const hasId = (record: Record<string | symbol, unknown>): boolean => PLANNED in record || (toId(record.id) ?? 0) >= 1;

/**
 * A count that is less than the page holds is none (QUIRKS.md, "record_count").
 * @throws ExtensionError `halo_unavailable` where the reply holds no such list: absent is not empty
 */
export function unwrapPage(body: unknown, listName: string): HaloPage {
  const list = Array.isArray(body) ? body : isRecord(body) ? body[listName] : undefined;
  if (!Array.isArray(list)) throw unusableReply('read', `HaloPSA's reply does not hold a list of ${listName}.`);
  const rows = list
    .filter(isRecord)
    .filter((row) => toId(row.id) !== undefined)
    .map((row) => withIntegerIds(row) as HaloRecord);
  const count = Math.max(0, (isRecord(body) ? toId(body.record_count) : undefined) ?? 0);
  const unreadable = list.length - rows.length;
  return {
    recordCount: Math.max(count, rows.length),
    rows,
    ...(count < list.length && { isUncounted: true }),
    ...(unreadable > 0 && { unreadable }),
  };
}
