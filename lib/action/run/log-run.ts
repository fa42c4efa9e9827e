import type { ErrorCode, ExtensionError } from '../../errors.ts';
import type { HaloCall } from '../../halopsa/api.ts';
import { isRecord } from '../../json.ts';
import type { LogFields, Logger } from '../../observability/logger.ts';
import { originOf } from '../../observability/origin-of.ts';
import type { AnyAction } from '../define-action.ts';
import { ignoredInputs } from '../inputs/unknown-inputs.ts';
import { wrongFields } from '../inputs/wrong-fields.ts';
import { logBreach } from './log-breach.ts';
import { messageIdOf, referenceOf } from './message-id.ts';
import type { ResultFacts } from './result-facts.ts';
import type { Delivery } from './run-action.ts';

/** By these a message is followed: from LimaCharlie's key over the reference in HaloPSA's ticket to the ticket's number. */
export const deliveryFacts = (action: AnyAction, raw: unknown, delivery: Delivery): LogFields => ({
  request_id: delivery.requestId,
  oid: delivery.oid,
  action: action.name,
  idempotency_key: delivery.idempotencyKey,
  reference: action.annotations.readOnly ? undefined : referenceOf(messageIdOf(action, delivery)),
  ticket_id: isRecord(raw) ? asTicketId(raw.ticket_id) : undefined,
  ignored_inputs: ignoredInputs(raw, Object.keys(action.input.entries)),
});

/** The input as it came: only a number is logged. */
const asTicketId = (raw: unknown): number | undefined =>
  typeof raw === 'number' || (typeof raw === 'string' && /^\s*\d{1,12}\s*$/.test(raw)) ? Number(raw) : undefined;

/** Failures that didn't end the run; undefined: none. */
export const survivedFacts = (survived: readonly ErrorCode[]): LogFields => ({
  survived: survived.length > 0 ? [...new Set(survived)] : undefined,
});

export const callFacts = (calls: readonly HaloCall[]): LogFields => ({
  halo_calls: calls.length,
  halo_ms: sum(calls.map((call) => call.durationMs)),
  halo_waited_ms: sum(calls.map((call) => call.waitedMs)),
  halo_status: calls.map((call) => call.status),
});

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Its warnings reach whoever reads the answer, and a rule never does. Only their number is logged: they may hold a ticket's text. */
export function logSuccess(found: ResultFacts, facts: LogFields, logger: Logger): void {
  const fields = { ...facts, code: 'ok', ...found, ticket_id: found.ticket_id ?? facts.ticket_id };
  const isNoteworthy = found.warnings !== undefined || facts.survived !== undefined;
  if (isNoteworthy) logger.warn('action succeeded, with warnings', fields);
  else logger.info('action succeeded', fields);
}

export function logFailure(error: ExtensionError, thrown: unknown, facts: LogFields, logger: Logger): void {
  const { code, retriable } = error;
  const fields = { ...facts, code, retriable, wrong_fields: wrongFields(error) };
  if (logBreach(error, fields, logger)) return;
  if (code === 'internal') logger.error('action failed', { ...fields, ...originOf(thrown) });
  else logger.warn('action failed', fields);
}
