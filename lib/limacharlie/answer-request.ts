import { type OrgConfig, parseOrgConfig } from '../action/config/org-config.ts';
import type { AnyAction } from '../action/define-action.ts';
import { wrongFields } from '../action/inputs/wrong-fields.ts';
import { knownActions } from '../action/known-actions.ts';
import { reportRefusal } from '../action/run/report-refusal.ts';
import { ExtensionError } from '../errors.ts';
import { shortAsked } from '../in-code.ts';
import type { Envelope } from './envelope.ts';
import type { ExtensionDeps } from './extension-deps.ts';
import { type ExtensionResponse, failed, failedWith, succeeded } from './response.ts';
import { type Asked, fromState, RESUME_REQUEST } from './resume/asked.ts';
import { resumeLater } from './resume/resume-later.ts';

type Request = Extract<Envelope, { kind: 'request' }>;

/** Runs the action that a request asks for, or asked for before it was put off. */
export async function answerRequest(
  { content, idempotencyKey: key }: Request,
  requestId: string,
  deps: ExtensionDeps,
): Promise<ExtensionResponse> {
  const { org, action: name, data, config } = content;
  const { oid } = org;
  const fresh = { action: name, data: data ?? {}, config, key, sinceMs: deps.clock.nowMs(), attempt: 0 };
  const asked = name === RESUME_REQUEST ? fromState(data) : fresh;
  if (asked !== undefined) return answerAsked(asked, { oid, requestId }, deps);
  const facts = { request_id: requestId, oid, idempotency_key: key, asked: name };
  reportRefusal({ code: 'invalid_input', facts }, deps);
  return failed(`${name} is for LimaCharlie, which calls back with what was put off. Call the action itself.`, false);
}

interface Asker {
  oid: string;
  requestId: string;
}

async function answerAsked(asked: Asked, { oid, requestId }: Asker, deps: ExtensionDeps): Promise<ExtensionResponse> {
  const { action: name, key } = asked;
  const action = Object.hasOwn(deps.actions, name) ? deps.actions[name] : undefined;
  const facts = { request_id: requestId, oid, idempotency_key: key };
  if (action === undefined) {
    reportRefusal({ code: 'unknown_action', facts: { ...facts, asked: shortAsked(name) } }, deps);
    const known = knownActions(name, Object.keys(deps.actions));
    return failed(`unknown request action: ${shortAsked(name)}. ${known}`, false);
  }
  const config = readConfiguration(asked.config);
  if (config instanceof ExtensionError) {
    reportRefusal({ code: config.code, action: name, facts: { ...facts, wrong_fields: wrongFields(config) } }, deps);
    return failedWith(name, config);
  }
  return run(asked, action, { oid, requestId, config }, deps);
}

async function run(
  asked: Asked,
  action: AnyAction,
  { oid, requestId, config }: Asker & { config: OrgConfig },
  deps: ExtensionDeps,
): Promise<ExtensionResponse> {
  try {
    return succeeded(await deps.runAction(action, asked.data, { oid, idempotencyKey: asked.key, config, requestId }));
  } catch (thrown) {
    const error = ExtensionError.from(thrown);
    return (
      (await resumeLater(asked, { oid, requestId, action, config, error }, deps)) ?? failedWith(asked.action, error)
    );
  }
}

function readConfiguration(raw: unknown): OrgConfig | ExtensionError {
  try {
    return parseOrgConfig(raw);
  } catch (thrown) {
    return ExtensionError.from(thrown);
  }
}
