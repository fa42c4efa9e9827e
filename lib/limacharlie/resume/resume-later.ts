import type { OrgConfig } from '../../action/config/org-config.ts';
import type { AnyAction } from '../../action/define-action.ts';
import { toBoolean } from '../../action/inputs/coerce.ts';
import type { ExtensionError } from '../../errors.ts';
import { isRecord } from '../../json.ts';
import { asSentence } from '../as-sentence.ts';
import type { ExtensionDeps } from '../extension-deps.ts';
import { type ExtensionResponse, succeeded } from '../response.ts';
import { type Asked, RESUME_REQUEST, toState } from './asked.ts';
import { planResume } from './plan-resume.ts';

/** Lambda's answers have 6 MB, in which this text is escaped once more. */
const MAX_STATE_BYTES = 2 * 1024 * 1024;

export interface Failed {
  oid: string;
  requestId: string;
  action: AnyAction;
  config: OrgConfig;
  error: ExtensionError;
}

/**
 * Has LimaCharlie call back with a write that can't be done now, where the organization wants that: three attempts within seconds, which is all it
 * makes itself, don't outlive an outage of HaloPSA. Undefined: the failure is to be answered as one.
 *
 * @see https://github.com/refractionPOINT/documentation (docs/6-developer-guide/extensions/runtime-contract.md, "Continuations")
 */
export async function resumeLater(
  asked: Asked,
  { oid, requestId, action, config, error }: Failed,
  deps: ExtensionDeps,
): Promise<ExtensionResponse | undefined> {
  const { key, attempt, sinceMs } = asked;
  if (!error.retriable || action.annotations.readOnly || key === undefined || isDryRun(asked.data)) return undefined;
  const minutes = config.retry_minutes ?? (await deps.defaultsOf(oid)).retry_minutes ?? 0;
  const { retryAfterSeconds } = error;
  const plan = { attempt, sinceMs, nowMs: deps.clock.nowMs(), minutes, retryAfterSeconds, random: deps.random() };
  const seconds = planResume(plan);
  const state = toState({ ...asked, attempt: attempt + 1 });
  if (seconds === undefined || Buffer.byteLength(state.request) > MAX_STATE_BYTES) return undefined;
  // Without a `code`, by which the saved queries count runs: the run's own line has it.
  const facts = { request_id: requestId, oid, action: action.name, idempotency_key: key };
  deps.logger.warn('the message is put off', { ...facts, attempt, resumed_in_s: seconds });
  return putOff(error, seconds, state);
}

const isDryRun = (data: unknown): boolean => {
  const read = isRecord(data) ? toBoolean(data.dry_run) : undefined;
  return read !== undefined && 'value' in read && read.value;
};

function putOff({ message }: ExtensionError, seconds: number, state: unknown): ExtensionResponse {
  const warning = `Not done yet: ${asSentence(message)} It is tried again in ${seconds} seconds.`;
  return succeeded({ pending: true, warnings: [warning] }, [{ in_delay_sec: seconds, action: RESUME_REQUEST, state }]);
}
