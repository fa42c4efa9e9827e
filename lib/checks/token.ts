import { ExtensionError } from '../errors.ts';
import { requestToken } from '../halopsa/auth/request-token.ts';
import type { Token } from '../halopsa/auth/token.ts';
import type { HaloConnection } from '../halopsa/connection.ts';
import { HTML_PAGE } from '../halopsa/reply-message.ts';
import { createTransport } from '../halopsa/transport.ts';
import { type AuthInfo, isSameTenant } from './auth-info.ts';
import { callDeadlineMs } from './call-deadline.ts';
import { type CheckContext, defineCheck } from './check.ts';
import { fail, type Judgement, ok } from './judgement.ts';
import { refusedScopes } from './refused-scopes.ts';

/** Whether HaloPSA issues a token. It is a fresh one: an older token keeps the rights that it was issued with. */
export const token = defineCheck({
  name: 'token',
  needs: ['connection', 'authInfo'],
  async run(context, { connection, authInfo }) {
    try {
      const issued = await requestToken(connection, context.sendHttp, context.clock);
      return {
        ...ok('HaloPSA accepts the client id and secret.'),
        facts: { token: issued, send: sendWith(connection, issued, context) },
      };
    } catch (thrown) {
      const error = ExtensionError.from(thrown);
      const refused = error.code === 'scope_missing' ? await refusedScopes(connection, context) : [];
      return judgeRefusal(error, connection, authInfo, refused);
    }
  },
});

/** HaloPSA with this one token, as the actions talk to it. */
function sendWith(connection: HaloConnection, issued: Token, context: CheckContext) {
  const { sendHttp, clock, signal, onCall } = context;
  const sessions = { open: async () => ({ connection, token: issued }), reject() {}, doubt: () => false };
  const call = { oid: connection.oid, deadlineAtMs: callDeadlineMs(context), signal, onCall };
  return createTransport(call, { sessions, sendHttp, clock });
}

/** @param refused of the scopes that were asked for, those that HaloPSA refuses when they are asked for alone */
export function judgeRefusal(
  error: Pick<ExtensionError, 'code' | 'message' | 'hint' | 'halo'>,
  { tokenUrl }: Pick<HaloConnection, 'tokenUrl'>,
  { authUrl, tenant }: AuthInfo,
  refused: readonly string[] = [],
): Judgement {
  const ours = tokenUrl.searchParams.get('tenant');
  const { code, hint = '', halo } = error;
  const message = `${error.message.replace(/\.$/, '')}.`;
  if (halo?.message === HTML_PAGE)
    return fail(
      code,
      `${tokenUrl.origin}${tokenUrl.pathname} answered ${halo.status} with an HTML page, not as HaloPSA's token endpoint does.`,
      'Set `instance_url` (and `auth_url`) to the addresses shown in HaloPSA under Configuration > Integrations > HaloPSA API. If they are right, something in between answers for HaloPSA, or it is down: try again later.',
    );
  if (code === 'scope_missing' && refused.length > 0) {
    const names = refused.map((scope) => `\`${scope}\``).join(', ');
    return fail(code, `${message} Asked for alone, ${names} ${refused.length > 1 ? 'are' : 'is'} refused.`, hint);
  }
  if (code !== 'credentials_invalid') return fail(code, message, hint);
  if (ours !== null && tenant !== undefined && !isSameTenant(ours, tenant))
    return fail(
      code,
      `${message} The tenants differ: the credentials say \`${ours}\`, this HaloPSA is \`${tenant}\`.`,
      `Set \`tenant\` to \`${tenant}\`, or \`instance_url\` to the HaloPSA of \`${ours}\`.`,
    );
  const isElsewhere = authUrl !== undefined && !tokenUrl.href.toLowerCase().startsWith(authUrl.toLowerCase());
  if (isElsewhere)
    return fail(
      code,
      `${message} HaloPSA itself says that tokens are issued at ${authUrl}.`,
      `Set \`auth_url\` to ${authUrl}${tenant === undefined ? '' : ` and \`tenant\` to \`${tenant}\``}.`,
    );
  return fail(code, message, hint);
}
