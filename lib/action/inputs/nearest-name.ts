import { distance } from 'fastest-levenshtein';
import { cutName } from '../../in-code.ts';

/** A shorter one is part of too many names: `id`, of every second. */
const MIN_PART_CHARS = 3;

/** What other systems, and HaloPSA's own screens, call an input. None of them is near it by its letters. */
const SYNONYMS: ReadonlyMap<string, readonly string[]> = new Map([
  ['id', ['ticket_id', 'detect_id']],
  ['ticket_id', ['id']],
  ['ticket', ['ticket_id', 'id']],
  ['type', ['tickettype', 'tickettype_id']],
  ['title', ['summary']],
  ['subject', ['summary']],
  ['description', ['details']],
  ['body', ['details', 'note']],
  ['note', ['details']],
  ['notes', ['note', 'details']],
  ['comment', ['note', 'details']],
  ['text', ['note', 'details']],
  ['private', ['hiddenfromuser']],
  ['time', ['timetaken']],
  ['hours', ['timetaken']],
  ['customer', ['client', 'client_id']],
  ['customer_id', ['client_id']],
  ['severity', ['priority']],
  ['rule', ['cat']],
  ['name', ['search', 'hostname']],
  ['query', ['search']],
  ['q', ['search']],
  ['sort', ['order']],
  ['limit', ['page_size']],
  ['count', ['page_size']],
]);

/** The input that a wrong name most likely stands for; none where none is near. */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  // HaloPSA's records say `client_name`; here a name and an id are inputs of their own, `client` and `client_id`.
  const given = name.toLowerCase().replace(/_name$/, '');
  const synonyms = SYNONYMS.get(given);
  if (synonyms) return synonyms.find((one) => candidates.includes(one));
  const wanted = letters(given);
  const ranked = candidates
    .filter((one) => !isId(name) || isId(one))
    .map((one) => ({ one, away: awayFrom(wanted, letters(one)) }))
    .filter(({ away }) => away !== undefined)
    .sort((a, b) => Number(a.away) - Number(b.away));
  return ranked[0]?.one;
}

/** A number under the name of a word means another thing: `priority_id` 1 is the most urgent, `priority` 1 nearly the least. */
const isId = (name: string): boolean => /(^|[_\s-])ids?$/i.test(name) || /[a-z]I[dD]s?$/.test(name);

/** What is told apart by `_`, `-` or its case alone is the same name. */
export const letters = (name: string): string =>
  cutName(name)
    .toLowerCase()
    .replace(/[_\s-]/g, '');

/**
 * How far a name is away; undefined: too far, since more than a third of it would have to change. A beginning or an end that was left
 * off, or put on, is likelier than as many typing errors, so it counts half, and up to half of the name.
 */
function awayFrom(wanted: string, candidate: string): number | undefined {
  const away = distance(wanted, candidate);
  const [short = '', long = ''] = [wanted, candidate].toSorted((a, b) => a.length - b.length);
  const isPart = short.length >= MIN_PART_CHARS && (long.startsWith(short) || long.endsWith(short));
  if (isPart && short.length * 2 >= long.length) return away / 2;
  return away * 3 <= long.length ? away : undefined;
}
