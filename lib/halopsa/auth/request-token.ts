import type { Clock } from '../../clock.ts';
import { ExtensionError } from '../../errors.ts';
import type { HttpReply } from '../../http/exchange.ts';
import { isRecord, parseJson } from '../../json.ts';
import type { HaloCall } from '../api.ts';
import type { HaloConnection } from '../connection.ts';
import { replyMessage } from '../reply-message.ts';
import { retryAfterSeconds } from '../retry-after.ts';
import type { SendHttp } from '../send-http.ts';
import { parseTokenReply, type Token, tokenRequestBody } from './token.ts';

/** Waiting callers share one token request, so it keeps a time of its own rather than one caller's. */
const TOKEN_DEADLINE_MS = 12_000;

/**
 * One client-credentials request. Asking twice does no harm, so it is repeated like a read.
 * @throws ExtensionError `credentials_invalid`, `scope_missing`, `rate_limited`, `halo_unavailable`, `halo_timeout`
 */
export async function requestToken(
  connection: HaloConnection,
  sendHttp: SendHttp,
  clock: Clock,
  onCall?: (call: HaloCall) => void,
): Promise<Token> {
  const reply = await sendHttp({
    kind: 'read',
    method: 'POST',
    url: connection.tokenUrl,
    limit: connection.tokenLimit,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: tokenRequestBody(connection),
    deadlineAtMs: clock.nowMs() + TOKEN_DEADLINE_MS,
    secrets: [connection.clientSecret],
    logPath: '/auth/token',
    ...(onCall && { onCall }),
  });
  if (reply.status >= 200 && reply.status < 300) return parseTokenReply(reply, connection, clock.nowMs());
  throw toTokenError(reply, connection, clock.nowMs());
}

const RENEW_HINT =
  'Check `instance_url`, `tenant`, `client_id` and `client_secret` in the secret against the API application in HaloPSA (saving an application can change its id).';

/** RFC 6749, 5.2, as far as HaloPSA follows it: some builds answer 400 where others answer 401. */
function toTokenError(reply: HttpReply, connection: HaloConnection, nowMs: number): ExtensionError {
  const message = replyMessage(reply.text, [connection.clientSecret]);
  const details = { halo: { status: reply.status, message }, secrets: [connection.clientSecret] };
  if (reply.status === 429) {
    return new ExtensionError('rate_limited', `HaloPSA's token endpoint asks to slow down: ${message}`, {
      ...details,
      hint: 'Wait as long as it says, then send it again.',
      retryAfterSeconds: retryAfterSeconds(reply, nowMs),
    });
  }
  if (errorName(reply.text) === 'invalid_scope') {
    return new ExtensionError('scope_missing', `HaloPSA refused the scopes \`${connection.scope}\`: ${message}`, {
      ...details,
      hint: 'One unknown or ungranted scope fails the whole request. Give the API application `edit:tickets edit:assets read:customers`, and put just these into `scope`.',
    });
  }
  if (isRefusal(reply)) {
    return new ExtensionError('credentials_invalid', `HaloPSA refused to issue a token (${reply.status}): ${message}`, {
      ...details,
      hint: RENEW_HINT,
    });
  }
  return new ExtensionError('halo_unavailable', `HaloPSA's token endpoint answered ${reply.status}: ${message}`, {
    ...details,
    hint: reply.status < 500 ? RENEW_HINT : 'Send it again later.',
  });
}

/** RFC 6749, 5.2: what the client has to mend. */
const OAUTH_REFUSALS = [
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
];

/** 400 and 401 are HaloPSA's, with a body or without. Another status that doesn't say so in OAuth's words comes of something before it, which may pass. */
function isRefusal({ status, text }: HttpReply): boolean {
  const name = errorName(text);
  return status === 400 || status === 401 || OAUTH_REFUSALS.some((one) => one === name);
}

function errorName(text: string): unknown {
  const body = parseJson(text);
  return isRecord(body) ? body.error : undefined;
}
