import { HaloFailure } from '../wire/halo-failure.ts';

const AREAS =
  'tickets customers assets calendar crm contracts suppliers items projects sales quotes sos pos invoices reporting software softwarelicensing kb timesheets';

/** There is no `:actions` and no `:sites`: one such name fails the whole token request. */
const KNOWN_SCOPES = new Set([
  'all',
  'all:standard',
  'admin',
  ...AREAS.split(' ').flatMap((area) => [`read:${area}`, `edit:${area}`]),
]);

/** Whether HaloPSA has a scope of this name. */
export function isKnownScope(scope: string): boolean {
  return KNOWN_SCOPES.has(scope);
}

/** Whether the scopes reach as far as `right`: `edit:x` includes `read:x`, `all` includes everything. */
export function includesRight(scopes: readonly string[], right: string): boolean {
  return ['all', 'all:standard', right, right.replace(/^read:/, 'edit:')].some((scope) => scopes.includes(scope));
}

/** Rights that lie in both lists, narrowest name first. */
export function intersectScopes(granted: readonly string[], role: readonly string[]): string[] {
  const covered = granted.filter((scope) => includesRight(role, scope));
  const narrowed = [...KNOWN_SCOPES].filter((right) => includesRight(granted, right) && includesRight(role, right));
  return [...new Set([...covered, ...narrowed])];
}

/** Guard for routes below `right`: an empty 403, as seen on `GET /Client` without access to customers. */
export function needs(right: string): (rights: string[]) => void {
  return (rights) => {
    if (!includesRight(rights, right)) throw new HaloFailure(403, '', 'empty');
  };
}

/** Guard of `/Actions`: the wrong scope domain looks like an outage there, status 500. */
export function needsTicketScope(rights: string[]): void {
  if (!includesRight(rights, 'read:tickets')) {
    throw new HaloFailure(500, 'Object reference not set to an instance of an object.');
  }
}

/** With `read:x` records can be created but not changed; the refusal is a 400 in words. */
export function assertMayEdit(rights: string[], area: 'tickets' | 'assets'): void {
  const thing = area === 'tickets' ? 'Ticket' : 'Asset';
  if (!includesRight(rights, `edit:${area}`)) {
    throw new HaloFailure(400, `You do not have permission to update this ${thing}`);
  }
}

/** Guard for what every valid token may read. */
export function anyToken(): void {}
