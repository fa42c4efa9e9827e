import { distance } from 'fastest-levenshtein';
import { foldName } from './fold-name.ts';

const MAX_NEAREST = 5;

/** A record as far as its name matters. */
export interface Named {
  id: number;
  name: string;
  /** What tells it from others of the same name. */
  detail?: string;
}

export type NameMatch =
  | { kind: 'one'; record: Named }
  | { kind: 'several'; records: Named[] }
  /** `isOfPart`: HaloPSA may have more than it has shown. */
  | { kind: 'none'; nearest: string[]; isOfPart?: boolean };

/** The record of this name: the whole of it, whatever its case. Never a guess; where none fits, the nearest names are for the caller. */
export function matchName(candidates: readonly Named[], name: string): NameMatch {
  const wanted = foldName(name);
  const records = [
    ...new Map(candidates.filter((one) => foldName(one.name) === wanted).map((one) => [one.id, one])).values(),
  ];
  if (records.length > 1) return { kind: 'several', records };
  return records[0] ? { kind: 'one', record: records[0] } : { kind: 'none', nearest: nearestNames(candidates, wanted) };
}

/** Names that hold the wanted one, or are held by it, come first; then those whose beginning or whole is fewest letters away. */
function nearestNames(candidates: readonly Named[], wanted: string): string[] {
  const ranked = [...new Set(candidates.map(({ name }) => name))].map((name) => {
    const candidate = foldName(name);
    const isPart = candidate.includes(wanted) || wanted.includes(candidate);
    const away = Math.min(distance(wanted, candidate), distance(wanted, candidate.slice(0, wanted.length)));
    return { name, isPart, away };
  });
  ranked.sort((a, b) => Number(b.isPart) - Number(a.isPart) || a.away - b.away);
  return ranked.slice(0, MAX_NEAREST).map(({ name }) => name);
}

/** A letter with its accent is one character or two, which look the same (Unicode Standard Annex 15). */
