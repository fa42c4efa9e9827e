import middy, { type MiddyfiedHandler } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { AnyAction } from '../action/define-action.ts';
import { wrongFields } from '../action/inputs/wrong-fields.ts';
import { describeValue } from '../action/inputs/wrong-input.ts';
import { knownActions } from '../action/known-actions.ts';
import { reportRefusal } from '../action/run/report-refusal.ts';
import { runAction } from '../action/run/run-action.ts';
import { ExtensionError } from '../errors.ts';
import { shortAsked } from '../in-code.ts';
import { isShallow, MAX_DEPTH, parseJson } from '../json.ts';
import { countUnexpected } from './count-unexpected.ts';
import { deadlineAtMs } from './deadline.ts';
import type { Dependencies } from './dependencies.ts';
import { logUnexpected } from './log-unexpected.ts';
import { timeoutOptions } from './middy-options.ts';
import { toProblem } from './problem.ts';
import { productionDependencies } from './production-dependencies.ts';

/** LimaCharlie's are UUIDs. Anything like a name will do; what can't be one is told from one that isn't configured. */
const OID = /^[\w.-]{1,128}$/;

/** The direct door to one action: `POST /actions/<name>` with the input as JSON. */
export type ActionHandler = MiddyfiedHandler<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>;

export function createActionHandler(
  action: AnyAction,
  dependencies: () => Dependencies = productionDependencies,
): ActionHandler {
  const handler = async (event: APIGatewayProxyEventV2, context: Context, { signal }: { signal: AbortSignal }) => {
    const deps = dependencies();
    const { oid, raw } = readCall(event, action, deps);
    const delivery = {
      oid,
      requestId: event.requestContext.requestId,
      idempotencyKey: event.headers['idempotency-key']?.trim() || undefined,
      config: {},
      deadlineAtMs: deadlineAtMs(deps.clock.nowMs(), context.getRemainingTimeInMillis()),
      signal,
    };
    const result = await runAction(action, raw, delivery, deps);
    return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(result) };
  };
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>(
    handler,
    timeoutOptions(action.annotations),
  ).onError((request) => {
    const { requestId } = request.event.requestContext;
    logUnexpected(request.error, requestId);
    countUnexpected(request.error, dependencies);
    request.response = toProblem(request.error, requestId);
  });
}

/** Whose call it is, and its input. @throws ExtensionError */
function readCall(event: APIGatewayProxyEventV2, action: AnyAction, deps: Dependencies): { oid: string; raw: unknown } {
  try {
    refuseUnknownAction(event, deps.env.ACTION_NAMES);
    return { oid: readOid(event.headers['x-limacharlie-oid']?.trim() ?? '', deps), raw: readInput(event) };
  } catch (thrown) {
    if (!(thrown instanceof ExtensionError)) throw thrown;
    const name = event.pathParameters?.action;
    const asked = name && shortAsked(name);
    const facts = { request_id: event.requestContext.requestId, asked, wrong_fields: wrongFields(thrown) };
    reportRefusal({ code: thrown.code, action: asked === undefined ? action.name : undefined, facts }, deps);
    throw thrown;
  }
}

/** The route for every other name under `/actions/` leads here too, so that the caller gets an answer of ours. */
function refuseUnknownAction(event: APIGatewayProxyEventV2, actionNames: readonly string[]): void {
  const name = event.pathParameters?.action;
  if (name === undefined) return;
  throw new ExtensionError('unknown_action', `There is no action \`${shortAsked(name)}\`.`, {
    hint: knownActions(name, actionNames),
  });
}

/** A UUID is the same in either case (RFC 9562, 4), and what is kept of an org is kept by this text. */
function readOid(given: string, { env }: Dependencies): string {
  const oid = (given || env.DEFAULT_OID).toLowerCase();
  if (OID.test(oid)) return oid;
  const received = oid === '' ? 'nothing' : `${oid.length} characters`;
  throw new ExtensionError(
    'invalid_input',
    oid === '' ? 'The call names no organization, and no default is configured.' : 'That is no organization’s id.',
    {
      errors: [{ field: 'x-limacharlie-oid', expected: 'a LimaCharlie org id in this header', received }],
      hint: 'Send the header `x-limacharlie-oid`.',
    },
  );
}

function readInput({ body, isBase64Encoded }: APIGatewayProxyEventV2): unknown {
  const text = isBase64Encoded ? Buffer.from(body ?? '', 'base64').toString('utf8') : (body ?? '');
  if (text.trim() === '') return {};
  const input = parseJson(withoutByteOrderMark(text));
  if (input !== undefined) return input;
  const wrong = isShallow(text) ? 'is not JSON' : `is nested more deeply than ${MAX_DEPTH} levels`;
  throw new ExtensionError('invalid_input', `The body ${wrong}.`, {
    errors: [{ field: '(body)', expected: 'a JSON object with the inputs', received: describeValue(text) }],
    hint: 'Send the inputs as one JSON object.',
  });
}

/** Files of some editors and of PowerShell begin with one. A reader of JSON may ignore it (RFC 8259, section 8.1). */
const withoutByteOrderMark = (text: string): string => (text.startsWith('\uFEFF') ? text.slice(1) : text);
