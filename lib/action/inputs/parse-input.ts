import * as v from 'valibot';
import type { FieldError } from '../../errors.ts';
import { isRecord } from '../../json.ts';
import type { InputSchema } from '../define-action.ts';
import { withNotes } from '../run/with-notes.ts';
import { isBlank, toNumber, withoutGaps } from './coerce.ts';
import { fieldMetadata } from './field-parts.ts';
import { hollowInputs, hollowInputWarnings, textGapWarnings } from './hollow-inputs.ts';
import { misspeltDryRun, unknownInputWarnings, unknownNames } from './unknown-inputs.ts';
import { describeValue, invalidInput } from './wrong-input.ts';

export interface ParsedInput<I extends InputSchema> {
  input: v.InferOutput<I>;
  /** The names that are no inputs. */
  unknown: string[];
  warnings: string[];
}

/**
 * Reads an action's raw input. Blank values count as left out, unknown keys are ignored with a warning.
 * @throws ExtensionError `invalid_input`, naming every wrong field; its hint carries the warnings.
 */
export function parseInput<I extends InputSchema>(schema: I, raw: unknown): ParsedInput<I> {
  if (!isRecord(raw))
    throw invalidInput(
      [{ field: '(input)', expected: 'an object', received: describeValue(raw) }],
      'Give the inputs as one JSON object',
    );
  const known = Object.keys(schema.entries);
  const hollow = hollowInputs(schema, raw);
  const isGiven = (key: string) =>
    Object.hasOwn(raw, key) && !isBlank(raw[key]) && !hollow.includes(key) && !isListOfGaps(schema, key, raw[key]);
  const given = Object.fromEntries(known.filter(isGiven).map((key) => [key, raw[key]]));
  const unknown = unknownNames(raw, known);
  const misspelt = misspeltDryRun(raw, unknown, known);
  const ignored = unknown.filter((name) => !misspelt.some(({ field }) => field === name));
  const gaps = [...hollowInputWarnings(hollow), ...textGapWarnings(schema, raw)];
  const warnings = [...unknownInputWarnings(ignored, known), ...gaps];
  const result = v.safeParse(schema, given);
  if (result.success && misspelt.length === 0) return { input: result.output, unknown, warnings };
  const wrong = (result.issues ?? []).map((issue) => toFieldError(issue, schema, raw, given));
  throw withNotes(invalidInput([...wrong, ...misspelt]), warnings);
}

const isListOfGaps = (schema: InputSchema, field: string, value: unknown): boolean =>
  fieldMetadata(schema.entries[field] as v.GenericSchema)['x-is-list'] === true && withoutGaps(value) === undefined;

function toFieldError(
  issue: v.BaseIssue<unknown>,
  schema: InputSchema,
  raw: Record<string, unknown>,
  given: Record<string, unknown>,
): FieldError {
  const field = String(issue.path?.[0]?.key ?? '(input)');
  if (Object.hasOwn(given, field)) {
    const expected = `${issue.expected ?? issue.message}${placeForName(schema, field, raw[field])}`;
    return { field, expected, received: describeValue(raw[field]) };
  }
  const received = Object.hasOwn(raw, field)
    ? `${describeValue(raw[field])} (a template that found nothing renders like this)`
    : describeValue(undefined);
  return { field, expected: `${whatIsExpected(schema, field)}: this field is required`, received };
}

/** As the field says it of a wrong value. */
const whatIsExpected = (schema: InputSchema, field: string): string =>
  v.safeParse(schema.entries[field] as v.GenericSchema, undefined).issues?.[0].expected ?? 'a value';

/** Where a name that came as an id belongs. */
function placeForName(schema: InputSchema, field: string, received: unknown): string {
  if (typeof received !== 'string' || toNumber(received) !== undefined) return '';
  const name = Object.keys(schema.entries).find((one) => nameOf(schema, one) === field);
  return name === undefined ? '' : ` (a name goes into \`${name}\`)`;
}

const nameOf = (schema: InputSchema, field: string) =>
  fieldMetadata(schema.entries[field] as v.GenericSchema)['x-name-of'];
