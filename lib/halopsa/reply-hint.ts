import { grants } from './auth/scopes.ts';
import type { ReplyCode, ReplyContext } from './reply-error.ts';

/** To a write of which nobody knows. What finds it out is the key; without one a second try is a second record. */
export const OUTCOME_UNKNOWN_HINT =
  'Send it again under the same idempotency key, which finds out whether it was written. Without a key, look in HaloPSA first: sent again, it may be written twice.';

const ADDRESS_HINT = 'Check `instance_url` in the secret: it has to be the address under which the API itself answers.';

/** What to do about a failed reply. @param waitSeconds how long it asked to wait, where it did */
export function replyHint(
  code: ReplyCode,
  reply: { status: number; message: string },
  context: ReplyContext,
  waitSeconds?: number,
): string {
  if (reply.status >= 300 && reply.status < 400)
    return code === 'outcome_unknown' ? `${OUTCOME_UNKNOWN_HINT} ${ADDRESS_HINT}` : ADDRESS_HINT;
  switch (code) {
    case 'not_found':
      return notFoundHint(context);
    case 'halo_rejected':
      return context.kind === 'read' ? READ_HINT : rejectedHint(reply.message, context.path);
    case 'scope_missing':
      return scopeHint(context);
    case 'rate_limited':
      return waitSeconds === undefined ? 'Send it again later.' : `Send it again in ${waitSeconds} seconds.`;
    case 'halo_unavailable':
      return 'Send it again later.';
    case 'outcome_unknown':
      return OUTCOME_UNKNOWN_HINT;
  }
}

const READ_HINT = "Correct what HaloPSA's message names.";

/** As `/Tickets/2884` does. */
const namesRecord = (path: string): boolean => /\/\d+$/.test(path);

/** A list exists wherever the API does. A write's path names no record, so the id may be missing that it holds, or the API. */
function notFoundHint({ kind, path }: ReplyContext): string {
  if (kind === 'read' && !namesRecord(path)) return ADDRESS_HINT;
  const ids = 'Check the ids; a record that the API agent may not see looks the same as one that does not exist.';
  // An entry is never sent without its ticket's id.
  return namesRecord(path) || path.startsWith('/Actions')
    ? ids
    : `${ids} Where none was sent, check \`instance_url\` in the secret.`;
}

function rejectedHint(message: string, path: string): string {
  if (path.startsWith('/Actions') && /outcome|access to this action/i.test(message))
    return "Name an outcome that the tenant has for this ticket: in `outcome`, or in the configuration's `note_outcome`. `test_connection` lists them.";
  if (path.startsWith('/Asset'))
    return 'Correct what HaloPSA names: `client_id`, `site_id` and `asset_type_id` can be sent; for what else the type wants, create the asset in HaloPSA.';
  // A ticket is written by actions that take both, one, or none of them.
  const places = path.startsWith('/Actions') ? '`extra`' : '`extra` or `customfields`';
  return `Correct what HaloPSA's message names; a mandatory field can be sent through ${places} where the action takes that, or be given a default in HaloPSA.`;
}

/** What a role has for each domain of scopes, as `docs/guides/setup-halopsa.md` asks for it; sites and users come under customers. */
function roleRight(neededScope: string): string {
  const isEdit = neededScope.startsWith('edit:');
  if (neededScope.endsWith(':customers')) return 'customers and users readable';
  if (neededScope.endsWith(':assets'))
    return `assets readable${isEdit ? ' and modifiable' : ''}, with the asset types of the machines`;
  return 'tickets of other agents and teams visible';
}

function scopeHint({ neededScope, grantedScopes }: ReplyContext): string {
  const agent = `the agent's role must allow it too (log-on type Agent; ${roleRight(neededScope)})`;
  return grants(grantedScopes, neededScope)
    ? `The token holds \`${neededScope}\`, so ${agent.replace('must allow it too', 'is what is missing')}.`
    : `Give the API application \`${neededScope}\` in HaloPSA and add it to \`scope\` in the secret; ${agent}.`;
}
