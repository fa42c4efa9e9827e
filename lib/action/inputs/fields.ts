import * as v from 'valibot';
import {
  type Coerced,
  toBoolean,
  toHours,
  toInteger,
  toIntegerList,
  toLine,
  toObject,
  toText,
  withoutGaps,
} from './coerce.ts';
import { about, type FieldTexts, reads } from './field-parts.ts';
import { readCustomFields } from './read-custom-fields.ts';
import { readExtra } from './read-extra.ts';

const wholeFrom = (min: number, max: number) => (raw: unknown) => {
  const read = toInteger(raw);
  if ('value' in read && read.value >= min && read.value <= max) return read;
  const range = max === Number.MAX_SAFE_INTEGER ? ` of ${min} or more` : ` from ${min} to ${max}`;
  return { expected: min === Number.MIN_SAFE_INTEGER ? 'an integer' : `an integer${range}` };
};

export const integer = (texts: FieldTexts, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER) =>
  v.pipe(
    reads(wholeFrom(min, max)),
    v.number(),
    v.integer(),
    v.minValue(min),
    v.maxValue(max),
    ...about<number>(texts, 'integer'),
  );

/**
 * A record that a write refers to. HaloPSA's ids of 0 and less mean none (QUIRKS.md, "not set"), and are taken without a word: a
 * ticket for client 0 is at "Unknown".
 */
export const recordId = (texts: FieldTexts) => integer(texts, 1);

/**
 * LimaCharlie has no type for fractions (refractionPOINT/documentation, schema-data-types.md), and checks values against the type that it is told: a rule's `1` would
 * be no string. A fraction goes through `extra` there.
 */
export const hours = (texts: FieldTexts) =>
  v.pipe(reads(toHours), v.number(), v.minValue(0), ...about<number>(texts, 'integer'));

export const boolean = (texts: FieldTexts) => v.pipe(reads(toBoolean), v.boolean(), ...about<boolean>(texts, 'bool'));

/**
 * Blanks around a line are a rule's or a paste's, and how a letter's accent is encoded is the keyboard's: neither tells a problem or a machine from
 * another, and HaloPSA looks for both as for letters.
 */
function toTrimmedLine(raw: unknown): Coerced<string> {
  const read = toLine(raw);
  return 'value' in read ? { value: read.value.normalize('NFC').trim() } : read;
}

export const line = (texts: FieldTexts) => v.pipe(reads(toTrimmedLine), v.string(), ...about<string>(texts, 'string'));

/** A line with a limit, for what becomes part of a key. */
export const shortLine = (texts: FieldTexts, maxChars: number) =>
  v.pipe(
    reads((raw): Coerced<string> => {
      const read = toTrimmedLine(raw);
      return 'value' in read && read.value.length <= maxChars
        ? read
        : { expected: `a string of at most ${maxChars} characters` };
    }),
    v.string(),
    v.maxLength(maxChars),
    ...about<string>(texts, 'string'),
  );

export const text = (texts: FieldTexts) => v.pipe(reads(toText), v.string(), ...about<string>(texts, 'text'));

export const oneOf = <const T extends string>(texts: FieldTexts, options: readonly T[]) =>
  v.pipe(
    reads((raw): Coerced<T> => {
      const read = toLine(raw);
      const option = 'value' in read ? options.find((one) => one === read.value.trim().toLowerCase()) : undefined;
      return option === undefined ? { expected: options.map((one) => `"${one}"`).join(' or ') } : { value: option };
    }),
    v.picklist(options),
    ...about<T>(texts, 'enum'),
  );

export const idList = (texts: FieldTexts) =>
  v.pipe(
    reads((raw): Coerced<number[]> => {
      const read = toIntegerList(withoutGaps(raw));
      if ('value' in read && read.value.every((id) => id >= 1)) return read;
      return { expected: 'a list of positive integers, or such integers separated by commas' };
    }),
    v.array(v.pipe(v.number(), v.integer(), v.minValue(1))),
    ...about<number[]>(texts, 'integer', true),
  );

/** Several ids for one of HaloPSA's comma-separated filters. */
export const idCsv = (texts: FieldTexts) =>
  v.pipe(
    reads((raw): Coerced<string> => {
      const read = toIntegerList(raw);
      return 'value' in read && read.value.length > 0
        ? { value: read.value.join(',') }
        : { expected: 'integers separated by commas, or a list of them' };
    }),
    v.string(),
    ...about<string>(texts, 'string'),
  );

export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A priority for each severity, or for some. */
export const priorityMap = (texts: FieldTexts) =>
  v.pipe(
    reads((raw): Coerced<Partial<Record<Severity, number>>> => {
      const read = toObject(raw);
      const expected = `an object of ${SEVERITIES.join(', ')} and priority ids`;
      if (!('value' in read)) return { expected };
      const entries = Object.entries(read.value).map(([name, id]) => [name.toLowerCase(), toInteger(id)] as const);
      const isRight = entries.every(([name, id]) => SEVERITIES.some((severity) => severity === name) && 'value' in id);
      return isRight
        ? { value: Object.fromEntries(entries.map(([name, id]) => [name, 'value' in id ? id.value : 0])) }
        : { expected };
    }),
    v.record(v.picklist(SEVERITIES), v.number()),
    ...about<Partial<Record<Severity, number>>>(texts, 'json'),
  );

/** HaloPSA's `customfields`. */
export const customFields = (texts: FieldTexts) =>
  v.pipe(
    reads(readCustomFields),
    v.array(v.record(v.string(), v.unknown())),
    ...about<Record<string, unknown>[]>(texts, 'json'),
  );

export const object = (texts: FieldTexts) =>
  v.pipe(reads(toObject), v.record(v.string(), v.unknown()), ...about<Record<string, unknown>>(texts, 'json'));

/** Raw HaloPSA fields. */
export const extraFields = (texts: FieldTexts) =>
  v.pipe(reads(readExtra), v.record(v.string(), v.unknown()), ...about<Record<string, unknown>>(texts, 'json'));
