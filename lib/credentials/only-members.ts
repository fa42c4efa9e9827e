import { distance } from 'fastest-levenshtein';
import * as v from 'valibot';

const MAX_COMPARED_CHARS = 64;

/**
 * An object with these members and no others. Passed over, as other foreign data's unknown members are, a misspelt
 * `allowed_client_ids` would bound nothing. The issue's message says which member may have been meant.
 */
export const onlyMembers = <E extends v.ObjectEntries>(entries: E) =>
  v.strictObject(entries, ({ path }) => describeUnknown(String(path?.at(-1)?.key), Object.keys(entries)));

function describeUnknown(name: string, known: readonly string[]): string {
  const nearest = nearestMember(name, known);
  return `no member that it has${nearest === undefined ? '' : `; did you mean \`${nearest}\`?`}`;
}

/** Undefined: more than half of each name would have to change. */
export function nearestMember(name: string, known: readonly string[]): string | undefined {
  const wanted = name.slice(0, MAX_COMPARED_CHARS).toLowerCase();
  const ranked = known.map((one) => ({ one, away: distance(wanted, one) })).sort((a, b) => a.away - b.away);
  const best = ranked[0];
  return best && best.away <= Math.max(wanted.length, best.one.length) / 2 ? best.one : undefined;
}
