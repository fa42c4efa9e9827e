import { isRecord, parseJson } from '../../json.ts';
import { showDirection } from './one-line.ts';

/** The outcome of reading one input: the value, or what would have been right. */
export type Coerced<T> = { value: T } | { expected: string };

const DECIMAL = /^[+-]?\d{1,20}(\.\d{1,20})?(e[+-]?\d{1,2})?$/i;

/** A template that finds nothing renders like this, or as nothing at all (LimaCharlie, "Template Strings and Transforms"). */
const NO_VALUE = '<no value>';

/** A registry value that is empty may come as its closing NUL, of which a subject keeps nothing. */
const BLANK = /^[\s\p{Cc}]*$/u;

export const isBlank = (raw: unknown): boolean =>
  raw === undefined || raw === null || (typeof raw === 'string' && (BLANK.test(raw) || raw.trim() === NO_VALUE));

/** What a template left that found nothing, and nothing else. */
export const isNoValue = (raw: unknown): boolean => typeof raw === 'string' && raw.trim() === NO_VALUE;

/** Whether a text has a gap: one of the templates in it found nothing. */
export const hasNoValue = (raw: unknown): boolean => typeof raw === 'string' && !isBlank(raw) && raw.includes(NO_VALUE);

/** Go renders a float64 of a million or more with an exponent (`2.884123e+06`), so that form of a whole number is read too. */
export function toNumber(raw: unknown): number | undefined {
  if (typeof raw === 'number') return Number.isFinite(raw) ? raw : undefined;
  if (typeof raw !== 'string' || !DECIMAL.test(raw.trim())) return undefined;
  return Number(raw.trim());
}

export function toInteger(raw: unknown): Coerced<number> {
  const value = toNumber(raw);
  return Number.isSafeInteger(value) ? { value: value as number } : { expected: 'an integer' };
}

export function toHours(raw: unknown): Coerced<number> {
  const value = toNumber(raw);
  return value !== undefined && value >= 0 ? { value } : { expected: 'a number of hours, such as 0.25' };
}

const TRUE = new Set(['true', 'yes', '1']);
const FALSE = new Set(['false', 'no', '0']);

export function toBoolean(raw: unknown): Coerced<boolean> {
  const word = typeof raw === 'boolean' || typeof raw === 'number' || typeof raw === 'string' ? String(raw) : '';
  if (TRUE.has(word.trim().toLowerCase())) return { value: true };
  if (FALSE.has(word.trim().toLowerCase())) return { value: false };
  return { expected: 'true or false' };
}

export function toLine(raw: unknown): Coerced<string> {
  if (typeof raw === 'string') return { value: raw };
  if (typeof raw === 'number' || typeof raw === 'boolean') return { value: String(raw) };
  return { expected: 'a string' };
}

/** A rule's `details: event` sends an object: it becomes JSON that a person can read. */
export function toText(raw: unknown): Coerced<string> {
  if (typeof raw === 'object' && raw !== null) return { value: showDirection(JSON.stringify(raw, null, 2)) };
  const line = toLine(raw);
  return 'value' in line ? line : { expected: 'a text, or an object or list to show as JSON' };
}

export function toIntegerList(raw: unknown): Coerced<number[]> {
  const expected = 'a list of integers, or integers separated by commas';
  const list = Array.isArray(raw) ? raw : typeof raw === 'string' ? splitList(raw) : [raw];
  if (list === undefined) return { expected };
  const read = list.map(toInteger);
  return read.every((one) => 'value' in one) ? { value: read.map((one) => one.value) } : { expected };
}

/**
 * A list without the members whose template found nothing: one of them costs no ticket. Undefined: every one found nothing, so the list counts
 * as left out; an empty one would say that there are none.
 */
export function withoutGaps(raw: unknown): unknown {
  const list = typeof raw === 'string' && raw.includes(NO_VALUE) ? splitList(raw) : raw;
  if (!Array.isArray(list)) return raw;
  const given = list.filter((one) => !isBlank(one));
  return given.length === 0 && list.length > 0 ? undefined : given;
}

function splitList(raw: string): unknown[] | undefined {
  if (!raw.trim().startsWith('[')) return raw.split(',');
  const parsed = parseJson(raw);
  return Array.isArray(parsed) ? parsed : undefined;
}

export function toObject(raw: unknown): Coerced<Record<string, unknown>> {
  const value = typeof raw === 'string' ? parseJson(raw) : raw;
  return isRecord(value) ? { value } : { expected: 'an object, or JSON of one in a string' };
}

export function toObjectList(raw: unknown): Coerced<Record<string, unknown>[]> {
  const value = typeof raw === 'string' ? parseJson(raw) : raw;
  if (Array.isArray(value) && value.every(isRecord)) return { value };
  return isRecord(value) ? { value: [value] } : { expected: 'a list of objects, or JSON of one in a string' };
}
