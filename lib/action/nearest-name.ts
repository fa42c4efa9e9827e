import { distance } from 'fastest-levenshtein';

/** The name that is most like `name`, unless none is near (more than half of it would have to change). */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  // HaloPSA's records say `client_name`; here a name and an id are inputs of their own, `client` and `client_id`.
  const wanted = name
    .slice(0, 64)
    .toLowerCase()
    .replace(/_name$/, '');
  const ranked = candidates
    .map((one) => ({ one, away: distance(wanted, one.toLowerCase()) }))
    .sort((a, b) => a.away - b.away);
  const best = ranked[0];
  return best && best.away <= Math.max(wanted.length, best.one.length) / 2 ? best.one : undefined;
}
