import { isNeeded } from './endpoints.ts';
import { isAllowed, type ScopeRow } from './matrix.ts';

/** What of a matrix is worth knowing, as sentences. */
export const findingsOf = (rows: readonly ScopeRow[], minimum: readonly string[] = []): string[] => [
  ...refusedTokens(rows),
  ...creatingReaders(rows),
  ...maskedRefusals(rows),
  ...sitesWithCustomers(rows),
  ...unreadLists(rows.filter(({ scope }) => minimum.includes(scope))),
  ...momentary(rows),
];

function refusedTokens(rows: readonly ScopeRow[]): string[] {
  const refused = rows.filter(({ token }) => !isAllowed(token.status));
  return refused.map(
    ({ scope, token }) =>
      `\`${scope}\`: no token (${token.status} ${token.refused}). It doesn't exist, or the application may not have it.`,
  );
}

/** refractionPOINT/documentation, pull request 246 */
function creatingReaders(rows: readonly ScopeRow[]): string[] {
  return rows.flatMap(({ scope, endpoints }) =>
    ['Tickets', 'Asset'].flatMap((path) => {
      const [create, update] = [endpoints[`POST /${path} (create)`], endpoints[`POST /${path} (update)`]];
      if (!isAllowed(create) || update === undefined || isAllowed(update)) return [];
      return [`\`${scope}\` creates at /${path} (${create}), but an update is refused (${update}): not enough.`];
    }),
  );
}

function maskedRefusals(rows: readonly ScopeRow[]): string[] {
  const masked = rows.filter(({ endpoints }) => endpoints['GET /Actions'] === 500);
  if (masked.length === 0 || readers(rows, 'GET /Actions').length === 0) return [];
  return [`/Actions answers 500 to ${list(masked)}: a missing scope, no outage.`];
}

function sitesWithCustomers(rows: readonly ScopeRow[]): string[] {
  const [sites, clients] = [readers(rows, 'GET /Site'), readers(rows, 'GET /Client')];
  if (sites.length === 0 || list(sites) !== list(clients)) return [];
  return [`Sites are read with the scopes of clients: ${list(sites)}.`];
}

/** @param rows of the minimum */
function unreadLists(rows: readonly ScopeRow[]): string[] {
  const names = Object.keys(rows[0]?.endpoints ?? {}).filter((name) => !isNeeded(name));
  const unread = names.filter((name) => readers(rows, name).length === 0);
  if (unread.length === 0) return [];
  return [`The least set does not reach ${unread.join(', ')}: inputs by name that need it are refused; ids work.`];
}

const MOMENTARY = new Set([429, 502, 503, 504]);

/** A status that says nothing of the scope. */
function momentary(rows: readonly ScopeRow[]): string[] {
  return rows.flatMap(({ scope, endpoints }) => {
    const names = Object.keys(endpoints).filter((name) => MOMENTARY.has(endpoints[name] ?? 0));
    return names.map(
      (name) => `${name} answered ${endpoints[name]} to \`${scope}\`, which shows nothing: run it again.`,
    );
  });
}

const readers = (rows: readonly ScopeRow[], name: string) => rows.filter(({ endpoints }) => isAllowed(endpoints[name]));

const list = (rows: readonly ScopeRow[]) => rows.map(({ scope }) => `\`${scope}\``).join(', ');
