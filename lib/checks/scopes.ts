import { grants, missingScopes } from '../halopsa/auth/scopes.ts';
import { DEFAULT_SCOPE } from '../halopsa/connection.ts';
import { type CheckOutcome, defineCheck } from './check.ts';
import { fail, ok, warn } from './judgement.ts';

/** Least privilege for all actions. */
export const NEEDED_SCOPES: readonly string[] = DEFAULT_SCOPE.split(' ');

export interface ScopeReport {
  granted: string[];
  /** Needed and not granted. */
  missing: string[];
  /** Granted, and more than any action needs. */
  excess: string[];
}

export const scopes = defineCheck({
  name: 'scopes',
  needs: ['token'],
  run: (_, { token }) => judgeScopes(token.scopes),
});

export function reportScopes(granted: readonly string[]): ScopeReport {
  const isNeeded = (scope: string) => grants(NEEDED_SCOPES, scope.toLowerCase());
  return {
    granted: [...granted],
    missing: missingScopes(granted, NEEDED_SCOPES),
    excess: granted.filter((scope) => !isNeeded(scope)),
  };
}

export function judgeScopes(granted: readonly string[]): CheckOutcome {
  const report = reportScopes(granted);
  const facts = { scopes: report };
  if (report.missing.length > 0)
    return {
      ...fail(
        'scope_missing',
        `The HaloPSA token lacks the scope${report.missing.length > 1 ? 's' : ''} ${list(report.missing)}.`,
        REMEDY,
      ),
      facts,
    };
  if (report.excess.length > 0)
    return { ...warn(`The token may do more than any action needs: ${list(report.excess)}.`, REMEDY), facts };
  return { ...ok(`Exactly what the actions need: ${list(granted)}.`), facts };
}

const list = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');

const REMEDY = `Give the API application exactly the permissions ${list(NEEDED_SCOPES)} in HaloPSA, and set \`scope\` in the secret to \`${DEFAULT_SCOPE}\`, or leave it out, which means the same.`;
