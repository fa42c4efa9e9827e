import { type OrgConfig, parseOrgConfig } from '../action/config/org-config.ts';
import { requireDefaultWithinCap } from '../action/config/require-default-within-cap.ts';
import type { OrgPolicy } from '../action/run/run-action.ts';
import type { HaloCredentials } from '../credentials/schemas.ts';
import { ExtensionError } from '../errors.ts';

/** What an org's secret says beside its credentials. @throws ExtensionError `credentials_invalid`, naming the wrong `defaults` */
export const toPolicy = ({ allowed_client_ids: allowedClientIds, defaults }: HaloCredentials): OrgPolicy => ({
  allowedClientIds,
  defaults: parseDefaults(defaults, allowedClientIds),
});

/** A mistake in the secret is the operator's, not the caller's. */
function parseDefaults(raw: unknown, allowedClientIds: readonly number[] | undefined): OrgConfig {
  try {
    const defaults = parseOrgConfig(raw);
    requireDefaultWithinCap(defaults, allowedClientIds);
    return defaults;
  } catch (thrown) {
    if (!(thrown instanceof ExtensionError)) throw thrown;
    const { errors = [] } = thrown;
    const wrong = errors.map(({ field, expected }) => `\`${field}\` (expected ${expected})`).join(', ');
    throw new ExtensionError('credentials_invalid', `The \`defaults\` in the org's secret are wrong: ${wrong}.`, {
      hint: 'Correct them in AWS Secrets Manager; they have the names and forms of the extension configuration.',
    });
  }
}
