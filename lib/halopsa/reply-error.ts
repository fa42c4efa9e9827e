import { type ErrorCode, ExtensionError } from '../errors.ts';
import type { HttpReply } from '../http/exchange.ts';
import { grants } from './auth/scopes.ts';
import { replyHint } from './reply-hint.ts';
import { HTML_PAGE, replyMessage } from './reply-message.ts';
import { retryAfterSeconds } from './retry-after.ts';

/** What a reply without success can mean. */
export type ReplyCode = Extract<
  ErrorCode,
  'scope_missing' | 'not_found' | 'halo_rejected' | 'rate_limited' | 'halo_unavailable' | 'outcome_unknown'
>;

/** What is needed to say what a failed reply means. */
export interface ReplyContext {
  kind: 'read' | 'write';
  /** HaloPSA's path below `/api`, such as `/Tickets`. */
  path: string;
  neededScope: string;
  grantedScopes: readonly string[];
  nowMs: number;
  /** Values that HaloPSA might repeat and nobody may see. */
  secrets: readonly string[];
}

const NOT_FOUND = /\bnot found\b/i;
/** A word of the request that the tenant doesn't know, not the record that the request is about. */
const WORD_NOT_FOUND = /\b(outcome|category|priority|status|type|team|template|field)\b[^.]*\bnot found\b/i;
/** Whatever stands before HaloPSA (a proxy, an ingress, another web server) says so of an address, and not of a record. */
const ADDRESS_NOT_FOUND = /^404\b|\bpage not found\b|\bdefault backend\b/i;
/** HaloPSA's own words for a record that is missing or hidden, which come with any status. "Not found" in others of a 500 may be a file of its own. */
const RECORD_NOT_FOUND = /^\W*record not found\W*$/i;
/** "You do not have access to this Action at the moment" is a workflow's refusal, not a missing permission, and doesn't match. */
const NO_PERMISSION =
  /\b(not have (the )?permission|permission denied|insufficient (scope|permission)|not authori[sz]ed|unauthori[sz]ed)\b/i;

/** HaloPSA refuses in words with either (QUIRKS.md, "six error shapes"). */
const BUSINESS_RULE_STATUSES = new Set([400, 500]);
/** What its rules say, which it checks before it writes. In other words a 500 may be anything. */
const BUSINESS_RULE =
  /\b(must be entered|is (a )?mandatory( field)?|please assign this ticket|not have access to this action|CODE:APP)/i;

/** A redirect to a page to look at, which may come after the write. The others ask for the same write elsewhere (RFC 9110, 15.4). */
const SEE_OTHER = new Set([302, 303]);

/** Which failure a reply without success is. Pure: the table of its test is the table of the documents. */
export function classifyReply(status: number, message: string, context: ReplyContext): ReplyCode {
  if (status === 429) return 'rate_limited';
  if (status === 404 && isOfAddress(message)) return 'halo_unavailable';
  if (status === 404 || (status >= 400 && status < 500 && saysNotFound(message))) return 'not_found';
  if (status === 500 && RECORD_NOT_FOUND.test(message)) return 'not_found';
  if (status === 401 || status === 403) return 'scope_missing';
  if (BUSINESS_RULE_STATUSES.has(status) && NO_PERMISSION.test(message)) return 'scope_missing';
  if (status >= 500 && isMaskedScopeRefusal(context)) return 'scope_missing';
  if (status === 500 && BUSINESS_RULE.test(message)) return 'halo_rejected';
  if (status >= 400 && status < 500 && status !== 408) return 'halo_rejected';
  return context.kind === 'write' && (status >= 408 || SEE_OTHER.has(status)) ? 'outcome_unknown' : 'halo_unavailable';
}

const isOfAddress = (message: string): boolean => message === HTML_PAGE || ADDRESS_NOT_FOUND.test(message);

const saysNotFound = (message: string): boolean => NOT_FOUND.test(message) && !WORD_NOT_FOUND.test(message);

/** /api/Actions answers 500 where the token lacks the tickets scope (QUIRKS.md, "500 for a missing scope"). */
const isMaskedScopeRefusal = ({ path, neededScope, grantedScopes }: ReplyContext) =>
  path.startsWith('/Actions') && !grants(grantedScopes, neededScope);

/** A 500 may come after the write, also one whose words are a refusal's. */
const leavesDoubt = (status: number, code: ReplyCode, context: ReplyContext): boolean =>
  code === 'outcome_unknown' || (context.kind === 'write' && status >= 500 && !isMaskedScopeRefusal(context));

/** HaloPSA's own refusals are texts or JSON, or nothing; its documents know of HTML too. */
const isRefusalByPage = ({ status, text }: HttpReply): boolean =>
  status >= 400 && status < 500 && /^\s*<(!doctype|html)\b/i.test(text.slice(0, 1_000));

const PAGE_HINT =
  'The answer is a web page: if HaloPSA is under maintenance, or a firewall or an allow-list of IP addresses stands before it, look there first.';

export function toReplyError(reply: HttpReply, context: ReplyContext): ExtensionError {
  const message = replyMessage(reply.text, context.secrets);
  const code = classifyReply(reply.status, message, context);
  const halo = { status: reply.status, message };
  const waitSeconds = retryAfterSeconds(reply, context.nowMs);
  const hint = replyHint(code, halo, context, waitSeconds);
  return new ExtensionError(code, `HaloPSA answered ${reply.status} to ${context.path}: ${message}`, {
    hint: isRefusalByPage(reply) ? `${PAGE_HINT} ${hint}` : hint,
    halo,
    secrets: context.secrets,
    leavesDoubt: leavesDoubt(reply.status, code, context),
    retryAfterSeconds: waitSeconds,
  });
}
