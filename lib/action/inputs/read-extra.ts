import { inCode } from '../../in-code.ts';
import { isRecord } from '../../json.ts';
import { type Coerced, isBlank, isNoValue, toObject, toText } from './coerce.ts';

/** Fields that decide which record is written or who sees it may not come in by the back door. */
const REFUSED_IN_EXTRA = new Set(['id', 'ticket_id', 'hiddenfromuser', '__proto__', 'constructor', 'prototype']);
const TEXTS = new Set(['summary', 'details', 'details_html', 'note', 'note_html']);
/** In HaloPSA's spelling, beside those of records. */
const INPUTS = new Set([
  'team',
  'source',
  'impact',
  'urgency',
  'category_1',
  'outcome',
  'timetaken',
  'actionchargehours',
]);
const MAX_NAMED = 10;

/**
 * Raw HaloPSA fields. HaloPSA binds names whatever their case, so they are refused whatever their case, and the others come out as its
 * API writes them all: in lower case. Else `Details` would stand beside our own `details`, and HaloPSA would keep one of the two. One whose
 * template found nothing is left out, as an input is.
 */
export function readExtra(raw: unknown): Coerced<Record<string, unknown>> {
  const read = toObject(raw);
  if (!('value' in read)) return read;
  const refused = [...new Set([...refusedKeys(read.value), ...prototypeKeys(read.value)])];
  if (refused.length > 0) return { expected: `an object without ${inWords(refused)}, which it may not carry` };
  const twice = twoSpellings(Object.keys(read.value));
  if (twice !== undefined) return { expected: `an object with one of ${twice}, which HaloPSA takes for one field` };
  const fields = [...membersIn(read.value)];
  return { value: Object.fromEntries(fields.map(([name, value]) => [name, TEXTS.has(name) ? asText(value) : value])) };
}

/** What a request says in `extra`, by names in lower case. Where there is an input for it, a blank is none, as it is there. */
export const membersIn = (extra: Record<string, unknown>): ReadonlyMap<string, unknown> =>
  new Map(
    Object.entries(extra)
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name, value]) => !isNoValue(value) && !(isBlank(value) && isOfInput(name))),
  );

/** A record, a text, or what has an input of its own. */
const isOfInput = (name: string): boolean => TEXTS.has(name) || name.endsWith('_id') || INPUTS.has(name);

/** As the input of that name is read: HaloPSA takes texts, and what we add to them would replace anything else. */
function asText(value: unknown): unknown {
  const read = toText(value);
  return 'value' in read ? read.value : value;
}

const refusedKeys = (extra: Record<string, unknown>): string[] =>
  Object.keys(extra).filter((name) => REFUSED_IN_EXTRA.has(name.trim().toLowerCase()));

/** At any depth. */
function prototypeKeys(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(prototypeKeys);
  if (!isRecord(value)) return [];
  const own = Object.keys(value).filter((name) => ['__proto__', 'constructor', 'prototype'].includes(name));
  return [...own, ...Object.values(value).flatMap(prototypeKeys)];
}

const inWords = (names: readonly string[]): string => names.slice(0, MAX_NAMED).map(inCode).join(' and ');

/** Two names of one field; whichever HaloPSA takes, the other's text would be lost. */
function twoSpellings(names: readonly string[]): string | undefined {
  const seen = new Map<string, string>();
  for (const name of names) {
    const earlier = seen.get(name.toLowerCase());
    if (earlier !== undefined) return inWords([earlier, name]);
    seen.set(name.toLowerCase(), name);
  }
  return undefined;
}
