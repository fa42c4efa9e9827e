import type { HttpReply } from '../http/exchange.ts';
import { parseJson } from '../json.ts';
import type { Session } from './auth/sessions.ts';
import { isErrorBody } from './is-error-body.ts';
import { toReplyError } from './reply-error.ts';
import { isHtml, replyMessage } from './reply-message.ts';
import type { HaloRequest } from './transport.ts';
import { unusableReply } from './unusable-reply.ts';

/** The JSON of a reply. @throws ExtensionError where HaloPSA refused, with whichever status, or answered with something else */
export function parseReply(
  reply: HttpReply,
  { connection, token }: Session,
  request: HaloRequest,
  kind: 'read' | 'write',
  nowMs: number,
): unknown {
  const secrets = [token.value, connection.clientSecret];
  if (reply.status < 200 || reply.status >= 300) {
    throw toReplyError(reply, {
      kind,
      path: request.path,
      neededScope: request.scope,
      grantedScopes: token.scopes,
      nowMs,
      secrets,
    });
  }
  const body = parseJson(reply.text);
  // A DELETE is done once it is answered: with a body, with words that say so, or without any (QUIRKS.md, "deleting").
  if (request.method === 'DELETE') return body ?? {};
  const isRefusal = isErrorBody(body);
  if (body !== undefined && !isRefusal) return body;
  const message = isRefusal ? replyMessage(reply.text, secrets) : 'not JSON';
  const found = isHtml(reply.text) ? 'with an HTML page, not with JSON.' : 'not with JSON.';
  throw unusableReply(
    kind,
    `HaloPSA answered ${reply.status} to ${request.path}, but ${isRefusal ? `with no record: ${message}` : found}`,
    { halo: { status: reply.status, message }, secrets },
  );
}
