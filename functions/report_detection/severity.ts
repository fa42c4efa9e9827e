import { isBlank, toNumber } from '../../lib/action/inputs/coerce.ts';
import { SEVERITIES, type Severity } from '../../lib/action/inputs/fields.ts';

/** Words that rules and Sigma use beside LimaCharlie's own. */
const ALIASES: Readonly<Record<string, Severity>> = {
  informational: 'info',
  information: 'info',
  moderate: 'medium',
  severe: 'high',
};

const MAX_PRIORITY = 10;

/** LimaCharlie's priority, 0 to 10, from this number on. */
const FROM_PRIORITY: readonly [from: number, severity: Severity][] = [
  [9, 'critical'],
  [7, 'high'],
  [4, 'medium'],
  [2, 'low'],
  [0, 'info'],
];

export interface ReadSeverity {
  severity: Severity | undefined;
  /** What came first and can't be read as one. */
  unread: unknown;
  /** A priority beyond LimaCharlie's; whoever sends it may count from 1 as the most urgent, or to 100. */
  aboveScale: unknown;
}

/** The first of several that can be read: a priority of another system's doesn't hide the detection's own. */
export function firstSeverity(candidates: readonly unknown[]): ReadSeverity {
  const given = candidates.filter((one) => !isBlank(one));
  const read = given.find((one) => toSeverity(one) !== undefined);
  const [first] = given;
  return {
    severity: toSeverity(read),
    unread: first === read ? undefined : first,
    aboveScale: (toNumber(read) ?? 0) > MAX_PRIORITY ? read : undefined,
  };
}

/** The severity in a word or a priority of 0 to 10; undefined where it is neither. */
export function toSeverity(raw: unknown): Severity | undefined {
  const priority = toNumber(raw);
  if (priority !== undefined) return FROM_PRIORITY.find(([from]) => priority >= from)?.[1];
  const word = typeof raw === 'string' ? raw.trim().toLowerCase() : '';
  return SEVERITIES.find((severity) => severity === word) ?? ALIASES[word];
}
