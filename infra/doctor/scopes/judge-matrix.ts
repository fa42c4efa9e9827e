import { isAllowed, type MatrixReport, type ScopeRow } from './matrix.ts';

/** What the statuses say. Pure. */
export function judgeMatrix(rows: ScopeRow[], write: boolean): MatrixReport {
  const minimum = minimumOf(rows);
  return { rows, write, ...(minimum && { minimum }), findings: findingsOf(rows) };
}

/** `all` stands for everything, so it could only be the answer to another question. */
const isSingle = ({ scope }: ScopeRow) => scope.includes(':') && scope !== 'all:standard';

/** By size, then by how much may be written: so few scopes that every set can be tried. */
export function minimumOf(rows: readonly ScopeRow[]): string[] | undefined {
  const endpoints = endpointNames(rows);
  const candidates = rows.filter((row) => isSingle(row) && Object.keys(row.endpoints).length > 0);
  const sets = Array.from({ length: 2 ** candidates.length }, (_, bits) =>
    candidates.filter((_row, index) => (bits >> index) & 1),
  );
  const sufficient = sets.filter(
    (set) => set.length > 0 && endpoints.every((name) => set.some(({ endpoints: may }) => isAllowed(may[name]))),
  );
  const weightOf = (set: ScopeRow[]) => set.length * 100 + set.filter(({ scope }) => scope.startsWith('edit:')).length;
  return sufficient.toSorted((one, other) => weightOf(one) - weightOf(other))[0]?.map(({ scope }) => scope);
}

function findingsOf(rows: readonly ScopeRow[]): string[] {
  return [...refusedTokens(rows), ...creatingReaders(rows), ...maskedRefusals(rows), ...sitesWithCustomers(rows)];
}

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
  const name = 'GET /Actions';
  const masked = rows.filter(({ endpoints }) => endpoints[name] === 500).map(({ scope }) => `\`${scope}\``);
  if (masked.length === 0 || !rows.some(({ endpoints }) => isAllowed(endpoints[name]))) return [];
  return [`/Actions answers 500 to ${masked.join(', ')}: a missing scope, no outage.`];
}

function sitesWithCustomers(rows: readonly ScopeRow[]): string[] {
  const readers = (name: string) =>
    rows.filter(({ endpoints }) => isAllowed(endpoints[name])).map(({ scope }) => scope);
  const sites = readers('GET /Site');
  if (sites.length === 0 || sites.join() !== readers('GET /Client').join()) return [];
  return ['Sites are read with the same scopes as clients.'];
}

export const endpointNames = (rows: readonly ScopeRow[]): string[] => [
  ...new Set(rows.flatMap(({ endpoints }) => Object.keys(endpoints))),
];
