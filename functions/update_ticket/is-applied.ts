import type { HaloFields, HaloRecord } from '../../lib/halopsa/api.ts';
import { toId } from '../../lib/halopsa/reply-shapes.ts';
import { isRecord } from '../../lib/json.ts';

/** Whether a ticket already is as these fields want it. A field that the ticket doesn't show counts as not applied: absent is not equal. */
export const isApplied = (fields: HaloFields, ticket: HaloRecord): boolean =>
  Object.entries(fields).every(([name, wanted]) => isSame(name, wanted, ticket[name]));

function isSame(name: string, wanted: unknown, stored: unknown): boolean {
  if (stored === undefined) return false;
  if (name === 'assets') return idSet(wanted) === idSet(stored);
  if (name === 'customfields') return haveSameValues(wanted, stored);
  // A stored body may be longer than what was sent (QUIRKS.md, "stored text").
  if (name === 'details') return String(stored).startsWith(String(wanted).trim());
  return JSON.stringify(wanted) === JSON.stringify(stored);
}

const idSet = (list: unknown): string =>
  Array.isArray(list)
    ? JSON.stringify(list.map((one) => (isRecord(one) ? (toId(one.id) ?? null) : null)).sort())
    : 'no list';

function haveSameValues(wanted: unknown, stored: unknown): boolean {
  if (!Array.isArray(wanted) || !Array.isArray(stored)) return false;
  return wanted.every((field) => {
    const match = stored.find((one) =>
      field.id !== undefined ? toId(one?.id) === toId(field.id) : one?.name === field.name,
    );
    return match !== undefined && JSON.stringify(match.value) === JSON.stringify(field.value);
  });
}
