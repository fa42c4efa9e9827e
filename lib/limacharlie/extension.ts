import type { AnyAction } from '../action/define-action.ts';
import { knownActions } from '../action/known-actions.ts';
import { type OrgConfig, parseOrgConfig } from '../action/org-config.ts';
import { parseNewConfig } from '../action/parse-new-config.ts';
import { reportRefusal } from '../action/report-refusal.ts';
import type { ActionResult } from '../action/run-action.ts';
import type { ExtensionSecret } from '../credentials/schemas.ts';
import { type ErrorCode, ExtensionError } from '../errors.ts';
import { causeOf } from '../observability/cause-of.ts';
import type { Metrics } from '../observability/metrics.ts';
import { type RawBody, readBody } from './body.ts';
import { type Envelope, parseEnvelope } from './envelope.ts';
import { EVENTS, type EventDeps } from './events.ts';
import { type ExtensionResponse, failed, failedWith, PROTOCOL_VERSION, succeeded } from './response.ts';
import { buildSchema } from './schema.ts';
import { isSigned } from './signature.ts';

export interface WebhookRequest extends RawBody {
  signature: string | undefined;
  requestId: string;
}

export interface RequestMessage {
  oid: string;
  idempotencyKey: string | undefined;
  config: OrgConfig;
  requestId: string;
}

export interface ExtensionDeps extends EventDeps {
  /** By name. */
  actions: Readonly<Record<string, AnyAction>>;
  /** What LimaCharlie signs with; `refresh` reads it again. */
  extensionSecret(refresh: boolean): Promise<ExtensionSecret>;
  runAction(action: AnyAction, data: unknown, message: RequestMessage): Promise<ActionResult>;
  /** Told what no action gets to see: a door that is shut. */
  metrics: Metrics;
}

/** LimaCharlie's one door: checks who speaks, then answers whichever message it is. Never throws. */
export async function receive(request: WebhookRequest, deps: ExtensionDeps): Promise<ExtensionResponse> {
  // The URL is probed without a signature; such a call gets nothing done and nothing told.
  if (request.signature === undefined) return { status: 200 };
  try {
    const body = readBody(request);
    if (!(await isAuthentic(body, request.signature, deps))) {
      return { status: 401, body: { version: PROTOCOL_VERSION, error: 'The signature is wrong.', retriable: false } };
    }
    return await answer(parseEnvelope(body), request.requestId, deps);
  } catch (thrown) {
    if (!(thrown instanceof ExtensionError))
      deps.logger.error('a message failed unexpectedly', unexpected(thrown, request));
    return failedWith('The message', ExtensionError.from(thrown));
  }
}

const unexpected = (thrown: unknown, { requestId }: WebhookRequest) => ({
  request_id: requestId,
  code: 'internal',
  reason: thrown instanceof Error ? thrown.stack : String(thrown),
});

/** A signature that doesn't fit may be one under a secret that was just rotated in, so the secret is read once more. */
async function isAuthentic(
  body: Buffer,
  signature: string,
  { extensionSecret, logger, metrics }: ExtensionDeps,
): Promise<boolean> {
  for (const refresh of [false, true]) {
    const secret = await extensionSecret(refresh).catch((error) => {
      logger.error('the extension secret is unusable', {
        code: error.code,
        reason: error.message,
        cause: causeOf(error),
      });
      metrics.put({ dimensions: { code: error.code }, values: { errors: 1 } });
      throw new ExtensionError('internal', "The extension's shared secret is not set up yet.", { cause: error });
    });
    const secrets = [secret.shared_secret, secret.previous_shared_secret].filter((one) => one !== undefined);
    if (isSigned(body, signature, secrets)) return true;
  }
  logger.warn('a message with a wrong signature was refused', { code: 'wrong_signature' });
  metrics.put({ dimensions: {}, values: { refused_signatures: 1 } });
  return false;
}

async function answer(envelope: Envelope, requestId: string, deps: ExtensionDeps): Promise<ExtensionResponse> {
  switch (envelope.kind) {
    case 'heartbeat':
      return { status: 200, body: {} };
    case 'schema_request':
      return succeeded(buildSchema(Object.values(deps.actions)));
    case 'error_report':
      deps.logger.warn('LimaCharlie reports an error', {
        oid: envelope.content.oid ?? undefined,
        reported: envelope.content.error?.slice(0, 300),
      });
      return succeeded({});
    case 'event':
      return answerEvent(envelope.content, deps);
    case 'conf_validation':
      return validateConfiguration(envelope.content, deps);
    case 'request':
      return answerRequest(envelope, requestId, deps);
  }
}

type ContentOf<K extends Envelope['kind']> = Extract<Envelope, { kind: K }>['content'];

async function answerEvent(
  { org, event_name: name }: ContentOf<'event'>,
  deps: ExtensionDeps,
): Promise<ExtensionResponse> {
  const handle = Object.hasOwn(EVENTS, name) ? EVENTS[name] : undefined;
  if (handle === undefined) return failed(`unknown event: ${name.slice(0, 100)}`, false);
  await handle(org.oid, deps);
  return succeeded({});
}

/** A person waits for this answer in LimaCharlie's form, so whatever fails is final. */
async function validateConfiguration(
  { org, conf }: ContentOf<'conf_validation'>,
  deps: ExtensionDeps,
): Promise<ExtensionResponse> {
  try {
    const config = parseNewConfig(conf);
    deps.forgetOrg(org.oid);
    await deps.checkSetup(org.oid, config);
    return succeeded({});
  } catch (thrown) {
    return failedWith('The check of the configuration', ExtensionError.from(thrown), false);
  }
}

async function answerRequest(
  { content, idempotencyKey }: Extract<Envelope, { kind: 'request' }>,
  requestId: string,
  deps: ExtensionDeps,
): Promise<ExtensionResponse> {
  const { org, action: name, data, config } = content;
  const action = Object.hasOwn(deps.actions, name) ? deps.actions[name] : undefined;
  const facts = { request_id: requestId, oid: org.oid, idempotency_key: idempotencyKey };
  if (action === undefined) {
    reportRefusal({ code: 'unknown_action', facts: { ...facts, asked: name.slice(0, 100) } }, deps);
    const known = knownActions(name, Object.keys(deps.actions));
    return failed(`unknown request action: ${name.slice(0, 100)}. ${known}`, false);
  }
  try {
    const read = readConfiguration(config, (code) => reportRefusal({ code, action: name, facts }, deps));
    const message = { oid: org.oid, idempotencyKey, config: read, requestId };
    return succeeded(await deps.runAction(action, data ?? {}, message));
  } catch (thrown) {
    return failedWith(name, ExtensionError.from(thrown));
  }
}

function readConfiguration(raw: unknown, onRefusal: (code: ErrorCode) => void): OrgConfig {
  try {
    return parseOrgConfig(raw);
  } catch (thrown) {
    onRefusal(ExtensionError.from(thrown).code);
    throw thrown;
  }
}
