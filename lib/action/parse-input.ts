import { distance } from 'fastest-levenshtein';
import * as v from 'valibot';
import { ExtensionError, type FieldError } from '../errors.ts';
import { isRecord } from '../json.ts';
import { isBlank } from './coerce.ts';
import type { InputSchema } from './define-action.ts';

const MAX_RECEIVED_CHARS = 80;
const MAX_UNKNOWN_NAMED = 10;
const NOTHING = 'nothing';

export interface ParsedInput<I extends InputSchema> {
  input: v.InferOutput<I>;
  warnings: string[];
}

/**
 * Reads an action's raw input. Blank values count as left out, unknown keys are ignored with a warning.
 * @throws ExtensionError `invalid_input`, naming every wrong field.
 */
export function parseInput<I extends InputSchema>(schema: I, raw: unknown): ParsedInput<I> {
  if (!isRecord(raw)) throw invalidInput([{ field: '(input)', expected: 'an object', received: describe(raw) }]);
  const known = Object.keys(schema.entries);
  const given = Object.fromEntries(
    known.filter((key) => Object.hasOwn(raw, key) && !isBlank(raw[key])).map((key) => [key, raw[key]]),
  );
  const result = v.safeParse(schema, given);
  if (!result.success) {
    const errors = result.issues.map((issue) => toFieldError(issue, raw));
    throw invalidInput(errors, misspeltNames(Object.keys(raw), known, errors));
  }
  return { input: result.output, warnings: unknownKeyWarnings(Object.keys(raw), known) };
}

function toFieldError(issue: v.BaseIssue<unknown>, raw: Record<string, unknown>): FieldError {
  const field = String(issue.path?.[0]?.key ?? '(input)');
  if (!isBlank(raw[field])) return { field, expected: issue.expected ?? issue.message, received: describe(raw[field]) };
  const received = Object.hasOwn(raw, field)
    ? `${describe(raw[field])} (a template that found nothing renders like this)`
    : NOTHING;
  return { field, expected: 'a value: this field is required', received };
}

/** @param notes what else may help, in whole sentences */
export function invalidInput(errors: readonly FieldError[], notes: readonly string[] = []): ExtensionError {
  const list = errors.map((error) => `\`${error.field}\`: expected ${error.expected}, received ${error.received}`);
  const wrong = errors.map((error) => `\`${error.field}\``).join(', ');
  const hint = `Correct ${wrong} and send it again; nothing was sent to HaloPSA.`;
  return new ExtensionError('invalid_input', `The input is wrong. ${list.join('; ')}.`, {
    errors,
    hint: [...notes, hint].join(' '),
  });
}

/** A foreign value in a sentence: JSON, cut short. */
export function describe(value: unknown): string {
  if (value === undefined) return NOTHING;
  const json = JSON.stringify(value) ?? String(value);
  return json.length <= MAX_RECEIVED_CHARS ? json : `${json.slice(0, MAX_RECEIVED_CHARS)}… (${json.length} characters)`;
}

/** A security ticket is not lost to a typing error, but whoever made it should learn of it. */
function unknownKeyWarnings(given: readonly string[], known: readonly string[]): string[] {
  const unknown = given.filter((key) => !known.includes(key));
  const warnings = unknown.slice(0, MAX_UNKNOWN_NAMED).map((key) => {
    const nearest = nearestName(key, known);
    return `The input \`${key.slice(0, 64)}\` is not known and was ignored${nearest ? `; did you mean \`${nearest}\`?` : '.'}`;
  });
  const rest = unknown.length - warnings.length;
  return rest > 0 ? [...warnings, `${rest} more unknown inputs were ignored.`] : warnings;
}

/** Unknown names that are most like a field that is missing: its value is there, under the wrong name. */
function misspeltNames(given: readonly string[], known: readonly string[], errors: readonly FieldError[]): string[] {
  const missing = errors.filter(({ received }) => received === NOTHING).map(({ field }) => field);
  if (missing.length === 0) return [];
  return given
    .filter((key) => !known.includes(key))
    .slice(0, MAX_UNKNOWN_NAMED)
    .map((key) => ({ key, meant: nearestName(key, known) ?? '' }))
    .filter(({ meant }) => missing.includes(meant))
    .map(({ key, meant }) => `The input \`${key.slice(0, 64)}\` is not known; did you mean \`${meant}\`?`);
}

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
