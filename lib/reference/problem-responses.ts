import { type ErrorCode, ExtensionError, FAILURES } from '../errors.ts';
import { toProblem } from '../runtime/problem.ts';
import { GATEWAY_REFUSALS, gatewayContent } from './gateway-refusals.ts';
import type { JsonSchema } from './json-schema.ts';
import { PROBLEM_EXAMPLES } from './problem-examples.ts';

const string = (description: string): JsonSchema => ({ type: 'string', description });
const integer = (description: string): JsonSchema => ({ type: 'integer', description });
const object = (description: string, properties: Record<string, JsonSchema>): JsonSchema => ({
  type: 'object',
  description,
  properties,
  required: Object.keys(properties),
});

/** The body of a failure (RFC 9457 with members of ours). */
export const problemSchema: JsonSchema = {
  type: 'object',
  properties: {
    type: string('`urn:limacharlie-halopsa:problem:` and the code.'),
    title: string('The failure in a few words; the same for every failure with this code.'),
    status: integer('The HTTP status.'),
    detail: string('What went wrong this time.'),
    code: { type: 'string', enum: Object.keys(FAILURES), description: 'The failure, for programs.' },
    retriable: { type: 'boolean', description: 'Whether sending the same again can help.' },
    hint: string('What to do about it.'),
    errors: {
      type: 'array',
      description: 'Every wrong input.',
      items: object('One wrong input.', {
        field: string('Its name.'),
        expected: string('What would have been right.'),
        received: string('What came, cut short.'),
      }),
    },
    halo: object("HaloPSA's own answer, where there was one.", {
      status: integer('Its HTTP status.'),
      message: string('Its message.'),
    }),
    request_id: string('By which the call is found in the logs.'),
  },
  required: ['type', 'title', 'status', 'detail', 'code', 'retriable', 'request_id'],
};

/** The name under which the failures with this status stand in `components.responses`. */
export const responseName = (status: number): string => `failure_${status}`;

/** The statuses that a failure can have, at our door or before it, each once and in order. */
export const failureStatuses: readonly number[] = [
  ...new Set([
    ...Object.values(FAILURES).map(({ status }) => status as number),
    ...Object.keys(GATEWAY_REFUSALS).map(Number),
  ]),
].sort((a, b) => a - b);

/** One response per status, with an example for each failure that has it. */
export const problemResponses = () =>
  Object.fromEntries(failureStatuses.map((status) => [responseName(status), toResponse(status)]));

function toResponse(status: number) {
  const codes = (Object.keys(FAILURES) as ErrorCode[]).filter((code) => FAILURES[code].status === status);
  const gateway = GATEWAY_REFUSALS[status];
  const meanings = [
    ...codes.map((code) => `\`${code}\`: ${FAILURES[code].title}.`),
    ...(gateway ? [`From API Gateway, as \`application/json\`: ${gateway.why}.`] : []),
  ];
  return {
    description: meanings.join(' '),
    ...(codes.some((code) => MAY_SAY_HOW_LONG.has(code)) && { headers: { 'Retry-After': RETRY_AFTER } }),
    content: {
      ...(codes.length > 0 && {
        'application/problem+json': {
          schema: { $ref: '#/components/schemas/problem' },
          examples: Object.fromEntries(codes.map((code) => [code, { value: toExample(code) }])),
        },
      }),
      ...gatewayContent(status),
    },
  };
}

const MAY_SAY_HOW_LONG: ReadonlySet<ErrorCode> = new Set(['rate_limited', 'halo_unavailable', 'outcome_unknown']);

const RETRY_AFTER = {
  description: 'Seconds to wait, where it is known how long.',
  schema: { type: 'integer', minimum: 0 },
};

const REQUEST_ID = '6b4f0535-d362-4aaf-b2e3-48cd977411bd';

function toExample(code: ErrorCode): Record<string, unknown> {
  const { detail, ...rest } = PROBLEM_EXAMPLES[code];
  return JSON.parse(toProblem(new ExtensionError(code, detail, rest), REQUEST_ID).body ?? '');
}
