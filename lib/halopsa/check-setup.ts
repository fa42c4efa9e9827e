import { ExtensionError } from '../errors.ts';
import { missingScopes } from './auth/scopes.ts';
import type { Sessions } from './auth/sessions.ts';
import { DEFAULT_SCOPE } from './connection.ts';

/**
 * Whether an org could work: credentials are there, a token can be had, and its scopes suffice for every action.
 * @throws ExtensionError that says which of these failed and what to do
 */
export async function checkSetup(oid: string, sessions: Sessions): Promise<void> {
  const { token } = await sessions.open(oid);
  const missing = missingScopes(token.scopes, DEFAULT_SCOPE.split(' '));
  if (missing.length === 0) return;
  throw new ExtensionError(
    'scope_missing',
    `The HaloPSA token lacks the scopes ${missing.map((one) => `\`${one}\``).join(', ')}.`,
    {
      hint: `Give the API application the permissions \`${DEFAULT_SCOPE}\` in HaloPSA, and set \`scope\` in the secret to the same.`,
    },
  );
}
