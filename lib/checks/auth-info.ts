import type { HaloConnection } from '../halopsa/connection.ts';
import { isHtml } from '../halopsa/reply-message.ts';
import type { HttpReply } from '../http/exchange.ts';
import { isRecord, parseJson } from '../json.ts';
import { type CheckOutcome, defineCheck } from './check.ts';
import { fail, ok, warn } from './judgement.ts';

/** What HaloPSA says of how to log on; empty where it doesn't. */
export interface AuthInfo {
  authUrl?: string;
  tenant?: string;
}

/** Whether it is HaloPSA that answers, and whether it logs on as the credentials do. A warning only: the token decides. */
export const authInfo = defineCheck({
  name: 'authinfo',
  needs: ['connection', 'reply'],
  run: (_, { connection, reply }) => judgeAuthInfo(reply, connection),
});

export function judgeAuthInfo(reply: HttpReply, { instanceUrl, tokenUrl }: HaloConnection): CheckOutcome {
  const { status, headers, text } = reply;
  if (status >= 300 && status < 400)
    return fail(
      'credentials_invalid',
      `${instanceUrl.host} redirects to another address${destination(headers.location)}, which is not followed.`,
      'Set `instance_url` to the address at which HaloPSA itself answers.',
    );
  if (status >= 200 && status < 300 && isHtml(text))
    return fail(
      'credentials_invalid',
      `${instanceUrl.host} answered with an HTML page where HaloPSA answers with JSON.`,
      "Set `instance_url` to HaloPSA's address, as shown under Configuration > Integrations > HaloPSA API, not to a portal or a proxy's login page.",
    );
  const found = readAuthInfo(text);
  if (status >= 400 || found === undefined)
    return {
      ...warn(
        `HaloPSA does not say how to log on (/api/authinfo answered ${status}${isHtml(text) ? ' with an HTML page' : ''}).`,
        'If the token can be had all the same, nothing is wrong; otherwise check `instance_url`.',
      ),
      facts: { authInfo: {} },
    };
  return { ...compare(found, tokenUrl), facts: { authInfo: found } };
}

function compare({ authUrl, tenant }: AuthInfo, tokenUrl: URL) {
  const ours = tokenUrl.searchParams.get('tenant');
  if (ours !== null && tenant !== undefined && !isSameTenant(ours, tenant))
    return warn(
      `The credentials are for the tenant \`${ours}\`, but this HaloPSA is \`${tenant}\`.`,
      `Set \`tenant\` to \`${tenant}\`, or \`instance_url\` to the HaloPSA of \`${ours}\`.`,
    );
  if (authUrl !== undefined && !isTokenUrlOf(authUrl, tokenUrl))
    return warn(
      `HaloPSA issues tokens at ${authUrl}, but the credentials ask ${tokenUrl.origin}${tokenUrl.pathname}.`,
      `If no token can be had, set \`auth_url\` to ${authUrl}${tenant === undefined ? '' : ` and \`tenant\` to \`${tenant}\``}.`,
    );
  return ok(`HaloPSA${tenant === undefined ? '' : `, tenant \`${tenant}\``}.`);
}

export const isSameTenant = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

function isTokenUrlOf(authUrl: string, tokenUrl: URL): boolean {
  const theirs = authUrl.replace(/\/{1,8}$/, '');
  return `${theirs}/token`.toLowerCase() === `${tokenUrl.origin}${tokenUrl.pathname}`.toLowerCase();
}

function readAuthInfo(text: string): AuthInfo | undefined {
  const body = parseJson(text);
  if (!isRecord(body)) return undefined;
  const textOf = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined);
  const [authUrl, tenant] = [textOf(body.auth_url), textOf(body.tenant_id)];
  if (authUrl === undefined && tenant === undefined) return undefined;
  return { ...(authUrl !== undefined && { authUrl }), ...(tenant !== undefined && { tenant }) };
}

/** A redirect's query can carry what nobody should see. */
const destination = (location: string | undefined): string =>
  location !== undefined && URL.canParse(location) ? ` (${new URL(location).origin})` : '';
