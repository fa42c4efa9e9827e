import { fail, type Judgement, ok } from '../../../lib/checks/judgement.ts';
import { NEEDED_SCOPES } from '../../../lib/checks/scopes.ts';
import { DEFAULT_SCOPE } from '../../../lib/halopsa/connection.ts';
import { isNeeded } from './endpoints.ts';
import { findingsOf } from './findings.ts';
import { isAllowed, type MatrixReport, type ScopeRow } from './matrix.ts';

/** What the statuses say. Pure. @param verification the row of the minimum, asked for together */
export function judgeMatrix(rows: ScopeRow[], verification: ScopeRow | undefined, write: boolean): MatrixReport {
  const minimum = minimumOf(rows);
  const verified = verification !== undefined && mayCall([verification], neededIn(rows));
  return { rows, ...(minimum && { minimum }), verified, findings: findingsOf(rows, minimum), write };
}

/** `all` stands for everything, so it could only be the answer to another question. */
const isSingle = ({ scope }: ScopeRow) => scope.includes(':') && scope !== 'all:standard';

/** By size, then by how much may be written: so few scopes that every set can be tried. */
export function minimumOf(rows: readonly ScopeRow[]): string[] | undefined {
  const needed = neededIn(rows);
  const candidates = rows.filter((row) => isSingle(row) && Object.keys(row.endpoints).length > 0);
  const sets = Array.from({ length: 2 ** candidates.length }, (_, bits) =>
    candidates.filter((_row, index) => (bits >> index) & 1),
  );
  const sufficient = sets.filter((set) => set.length > 0 && mayCall(set, needed));
  const weightOf = (set: ScopeRow[]) => set.length * 100 + set.filter(({ scope }) => scope.startsWith('edit:')).length;
  return sufficient.toSorted((one, other) => weightOf(one) - weightOf(other))[0]?.map(({ scope }) => scope);
}

const neededIn = (rows: readonly ScopeRow[]) => endpointNames(rows).filter(isNeeded);

const mayCall = (set: readonly ScopeRow[], names: readonly string[]) =>
  names.every((name) => set.some(({ endpoints }) => isAllowed(endpoints[name])));

export const endpointNames = (rows: readonly ScopeRow[]): string[] => [
  ...new Set(rows.flatMap(({ endpoints }) => Object.keys(endpoints))),
];

export function judgeMinimum({
  minimum,
  verified,
  write,
}: Pick<MatrixReport, 'minimum' | 'verified' | 'write'>): Judgement {
  if (minimum === undefined)
    return fail(
      'scope_missing',
      'These scopes together do not reach everything that the actions call.',
      `See which row of the matrix no scope may call. Give the API application ${list(NEEDED_SCOPES)}, and its agent a role that allows as much.`,
    );
  if (!verified)
    return fail(
      'scope_missing',
      `Each call is allowed to one of ${list(minimum)}, but not all are to a token with these together.`,
      'Run it again; if it stays so, set the scopes of the API application anew.',
    );
  const set = `\`${minimum.join(' ')}\``;
  if (write) return ok(`Verified, the least that is enough: ${set}.`);
  return ok(
    `Verified, the least that is enough to read: ${set}. To write as well, \`${DEFAULT_SCOPE}\`, which --write verifies.`,
  );
}

const list = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');
