import { ExtensionError } from '../errors.ts';
import { answerMessage } from './answer-message.ts';
import { type RawBody, readBody } from './body.ts';
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
    const body = readBody(request);
    if (!(await isAuthentic(body, request.signature, deps))) {
      return { status: 401, body: { version: PROTOCOL_VERSION, error: 'The signature is wrong.', retriable: false } };
    }
    return await answerMessage(parseEnvelope(body), request.requestId, deps);
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
