import { describe, expect, test } from '@jest/globals';
import { GATEWAY_RESPONSE } from '../../../infra/local/gateway/to-response.ts';
import { type ErrorCode, ExtensionError, FAILURES } from '../../../lib/errors.ts';
import { PROBLEM_EXAMPLES } from '../../../lib/reference/problem-examples.ts';
import { problemResponses, problemSchema, responseName } from '../../../lib/reference/problem-responses.ts';
import { toProblem } from '../../../lib/runtime/problem.ts';

const codes = Object.keys(FAILURES) as ErrorCode[];

function documentedExample(code: ErrorCode): Record<string, unknown> {
  const response = problemResponses()[responseName(FAILURES[code].status)];
  return response?.content['application/problem+json']?.examples[code]?.value ?? {};
}

describe.each(codes)('the documented example of %s', (code) => {
  test('is what the direct door answers', () => {
    const { detail, ...details } = PROBLEM_EXAMPLES[code];
    const example = documentedExample(code);
    const answered = toProblem(new ExtensionError(code, detail, details), String(example.request_id));
    expect(JSON.parse(answered.body ?? '')).toEqual(example);
    expect(answered.statusCode).toBe(example.status);
  });
});

describe('the documented problem', () => {
  test('has exactly the members that the direct door sends', () => {
    const error = new ExtensionError('invalid_input', 'Wrong.', {
      hint: 'Correct it.',
      errors: [{ field: 'id', expected: 'an integer', received: '"x"' }],
      halo: { status: 400, message: 'No.' },
    });
    const { properties = {}, required = [] } = problemSchema;
    expect(Object.keys(JSON.parse(toProblem(error, 'r').body ?? ''))).toEqual(Object.keys(properties));
    const bare = JSON.parse(toProblem(new ExtensionError('internal', 'Odd.'), 'r').body ?? '');
    expect(Object.keys(bare)).toEqual(required);
  });

  test('says how long to wait where a failure may know it', () => {
    const withHeader = Object.entries(problemResponses()).filter(([, response]) => 'headers' in response);
    expect(withHeader.map(([name]) => name)).toEqual(['failure_429', 'failure_503', 'failure_504']);
  });
});

describe('what API Gateway answers', () => {
  const gatewayOf = (status: number) => {
    const content: Record<string, { examples: Record<string, { value: unknown }> }> =
      problemResponses()[responseName(status)]?.content ?? {};
    return content['application/json']?.examples.api_gateway?.value;
  };

  test.each([
    [413, GATEWAY_RESPONSE.payloadTooLarge],
    [500, GATEWAY_RESPONSE.functionFailed],
    [503, GATEWAY_RESPONSE.integrationTimedOut],
  ])('with %i is what the local gateway says, too', (status, response) => {
    expect(gatewayOf(status)).toEqual(JSON.parse(response.body.toString()));
  });

  test.each([400, 404, 409, 422, 502, 504])('is never a %i', (status) => expect(gatewayOf(status)).toBeUndefined());

  test.each([401, 413])('is the only %i', (status) => {
    expect(Object.keys(problemResponses()[responseName(status)]?.content ?? {})).toEqual(['application/json']);
  });
});
