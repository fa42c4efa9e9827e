import { isDeepStrictEqual } from 'node:util';
import type { ActionExample, AnyAction } from '../action/define-action.ts';
import { parseInput } from '../action/inputs/parse-input.ts';
import { toSchema } from './json-schema.ts';
import { failureStatuses, responseName } from './problem-responses.ts';

/** `POST /actions/<name>` as an OpenAPI operation. Its schemas are `<name>_input` and `<name>_result` among the components. */
export function toOperation(action: AnyAction) {
  const { required = [] } = toSchema(action.input);
  return {
    operationId: action.name,
    summary: action.summary,
    description: action.description,
    tags: [action.annotations.readOnly ? 'reads' : 'writes'],
    'x-read-only': action.annotations.readOnly,
    'x-idempotent': action.annotations.idempotent,
    parameters: [{ $ref: '#/components/parameters/oid' }, { $ref: '#/components/parameters/idempotency_key' }],
    requestBody: {
      required: required.length > 0,
      content: {
        'application/json': {
          schema: { $ref: `#/components/schemas/${action.name}_input` },
          examples: namedExamples(action),
        },
      },
    },
    responses: {
      200: {
        description: action.messages.success,
        content: { 'application/json': { schema: resultSchema(action) } },
      },
      ...Object.fromEntries(
        failureStatuses.map((status) => [status, { $ref: `#/components/responses/${responseName(status)}` }]),
      ),
    },
  };
}

function resultSchema({ name, annotations }: AnyAction) {
  const result = { $ref: `#/components/schemas/${name}_result` };
  return annotations.readOnly ? result : { oneOf: [result, { $ref: '#/components/schemas/dry_run_result' }] };
}

/** Only those in the form that the schema describes: one with `"12"` for 12 is accepted, but would contradict it here. */
function namedExamples(action: AnyAction) {
  const shown = action.examples.filter((example) => isAsDescribed(action, example));
  return Object.fromEntries(
    shown.map(({ title, input }, index) => [`example_${index + 1}`, { summary: title, value: input }]),
  );
}

function isAsDescribed(action: AnyAction, { input }: ActionExample): boolean {
  const read = parseInput(action.input, input).input as Record<string, unknown>;
  return Object.entries(input).every(([name, value]) => isDeepStrictEqual(read[name], value));
}
