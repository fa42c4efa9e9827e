import { countFailed } from '../action/run/count-failed.ts';
import { reportRefusal } from '../action/run/report-refusal.ts';
import { type ErrorCode, ExtensionError } from '../errors.ts';
import type { LogFields } from '../observability/logger.ts';
import { originOf } from '../observability/origin-of.ts';
import { answerMessage } from './answer-message.ts';
import { type RawBody, readBody, sentBytes } from './body.ts';
import { parseEnvelope } from './envelope.ts';
import type { ExtensionDeps } from './extension-deps.ts';
import { isAuthentic } from './is-authentic.ts';
import { type ExtensionResponse, failedWith, PROTOCOL_VERSION } from './response.ts';

export interface WebhookRequest extends RawBody {
  signature: string | undefined;
  requestId: string;
}

/** LimaCharlie's one door: checks who speaks, then answers whichever message it is. Never throws. */
export async function receive(request: WebhookRequest, deps: ExtensionDeps): Promise<ExtensionResponse> {
  // The URL is probed without a signature; such a call gets nothing done and nothing told.
  if (request.signature === undefined) return { status: 200 };
  try {
    const body = reporting(
      () => readBody(request),
      request,
      (facts) => deps.logger.warn('a request was refused', facts),
    );
    if (!(await isAuthentic(body, request.signature, deps))) {
      return { status: 401, body: { version: PROTOCOL_VERSION, error: 'The signature is wrong.', retriable: false } };
    }
    const envelope = reporting(
      () => parseEnvelope(body),
      request,
      ({ code, ...facts }) => reportRefusal({ code, facts: { ...facts, message_bytes: body.length } }, deps),
    );
    return await answerMessage(envelope, request.requestId, deps);
  } catch (thrown) {
    const failure = ExtensionError.from(thrown);
    if (failure !== thrown) {
      const facts = { request_id: request.requestId, code: failure.code };
      deps.logger.error('a message failed unexpectedly', { ...facts, ...originOf(thrown) });
      countFailed(failure.code, deps.metrics);
    }
    return failedWith('The message', failure);
  }
}

/**
 * What can't be read is lost, and no action will say so. Its sender is unknown; the reason repeats nothing of it.
 * @param report counts it only where LimaCharlie has signed it: else anybody could have an alarm go off
 */
function reporting<T>(
  read: () => T,
  request: WebhookRequest,
  report: (facts: LogFields & { code: ErrorCode }) => void,
): T {
  try {
    return read();
  } catch (thrown) {
    const { code, message } = ExtensionError.from(thrown);
    report({ code, request_id: request.requestId, reason: message, sent_bytes: sentBytes(request) });
    throw thrown;
  }
}
