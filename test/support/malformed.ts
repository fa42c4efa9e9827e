import fc from 'fast-check';
import type * as v from 'valibot';
import * as registry from '../../functions/registry.ts';
import type { AnyAction } from '../../lib/action/define-action.ts';
import { fieldMetadata } from '../../lib/action/inputs/field-parts.ts';

export const actions = Object.values(registry as unknown as Record<string, AnyAction>);

/** Any JSON, with the texts among it that templates and typing errors make. */
export const anyJson = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom(
    '',
    ' ',
    '<no value>',
    'null',
    '-1',
    '1e99',
    '[',
    '{"__proto__":{}}',
    '\u0000',
    '\ud800',
    'a'.repeat(5_000),
  ),
);

/** No integer, and no number of hours. */
const fraction = fc.double({ min: -0.99, max: -0.01, noNaN: true });
const word = fc
  .stringMatching(/^[a-z]{2,12}$/)
  .filter((one) => !['true', 'false', 'yes', 'no', 'client', 'site'].includes(one));
const list = fc.constant([[]]);
const object = fc.constant({ a: 1 });

/** What no field of a type can be read from, by the type's name in its metadata. */
const WRONG: Record<string, fc.Arbitrary<unknown>> = {
  integer: fc.oneof(fraction, word, object, list, fc.boolean()),
  bool: fc.oneof(word, object, list, fc.constantFrom(2, -1)),
  string: fc.oneof(object, list),
  enum: fc.oneof(word, object, fc.integer()),
  json: fc.oneof(word, fc.integer(), fc.boolean(), list, fc.constant('{"a":')),
};

export interface WrongInput {
  action: string;
  input: Record<string, unknown>;
  /** The fields that are wrong, in the order of the definition. */
  wrong: string[];
}

const fieldsThatCanBeWrong = (action: (typeof actions)[number]) =>
  Object.entries(action.input.entries as Record<string, v.GenericSchema>)
    .map(([name, schema]) => ({ name, wrong: WRONG[fieldMetadata(schema)['x-data-type'] ?? ''] }))
    .filter((field): field is { name: string; wrong: fc.Arbitrary<unknown> } => field.wrong !== undefined);

/** An example of an action in which some fields hold what they can't be read from. */
export const wrongInput: fc.Arbitrary<WrongInput> = fc
  .constantFrom(...actions.filter((action) => fieldsThatCanBeWrong(action).length > 0))
  .chain((action) => {
    const types = fieldsThatCanBeWrong(action);
    return fc.tuple(
      fc.constant(action),
      fc.constantFrom(...action.examples),
      fc
        .subarray(types, { minLength: 1 })
        .chain((chosen) => fc.record(Object.fromEntries(chosen.map(({ name, wrong }) => [name, wrong])))),
    );
  })
  .map(([action, example, wrong]) => ({
    action: action.name,
    input: { ...example.input, ...wrong },
    wrong: Object.keys(action.input.entries).filter((name) => name in wrong),
  }));

/** Some bytes or members changed, lost or doubled in a text. */
export const mutated = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(
      text,
      fc.array(fc.tuple(fc.nat(), fc.nat({ max: 8 }), fc.string({ maxLength: 4 })), { minLength: 1, maxLength: 4 }),
    )
    .map(([original, edits]) =>
      edits.reduce((current, [at, cut, insert]) => {
        const position = at % (current.length + 1);
        return current.slice(0, position) + insert + current.slice(position + cut);
      }, original),
    );
