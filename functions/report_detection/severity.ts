import { toNumber } from '../../lib/action/coerce.ts';
import { SEVERITIES, type Severity } from '../../lib/action/fields.ts';

/** Words that rules and Sigma use beside LimaCharlie's own. */
const ALIASES: Readonly<Record<string, Severity>> = {
  informational: 'info',
  information: 'info',
  moderate: 'medium',
  severe: 'high',
};

/** LimaCharlie's priority, 0 to 10, from this number on. */
const FROM_PRIORITY: readonly [from: number, severity: Severity][] = [
  [9, 'critical'],
  [7, 'high'],
  [4, 'medium'],
  [2, 'low'],
  [0, 'info'],
];

/** The severity in a word or a priority of 0 to 10; undefined where it is neither. */
export function toSeverity(raw: unknown): Severity | undefined {
  const priority = toNumber(raw);
  if (priority !== undefined) return FROM_PRIORITY.find(([from]) => priority >= from)?.[1];
  const word = typeof raw === 'string' ? raw.trim().toLowerCase() : '';
  return SEVERITIES.find((severity) => severity === word) ?? ALIASES[word];
}
