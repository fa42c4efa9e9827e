/** Scopes that stand for every permission the agent has. */
const UMBRELLAS = ['all', 'all:standard'];

/** Whether a token with these scopes may do what `needed` permits; `edit:x` includes `read:x` (HaloPSA, scopes). */
export function grants(scopes: readonly string[], needed: string): boolean {
  const held = scopes.map((scope) => scope.toLowerCase());
  if (UMBRELLAS.some((umbrella) => held.includes(umbrella))) return true;
  return held.includes(needed) || (needed.startsWith('read:') && held.includes(needed.replace('read:', 'edit:')));
}

export const missingScopes = (scopes: readonly string[], needed: readonly string[]): string[] =>
  needed.filter((one) => !grants(scopes, one));
