import { ExtensionError } from '../errors.ts';
import type { Sessions } from '../halopsa/auth/sessions.ts';

/**
 * Sessions for a delivery that is held to these clients. Where HaloPSA refuses a token, the secret is read again; new credentials come with
 * the limit that is written beside them, and may not be used under the old one.
 */
export const underCap = (sessions: Sessions, allowedClientIds: readonly number[] | undefined): Sessions => ({
  ...sessions,
  async open(oid) {
    const session = await sessions.open(oid);
    if (JSON.stringify(session.connection.allowedClientIds) === JSON.stringify(allowedClientIds)) return session;
    throw new ExtensionError('halo_unavailable', "The organization's secret was changed during this call.", {
      hint: 'Send it again: it is then held to what the secret says now.',
    });
  },
});
