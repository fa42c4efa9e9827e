import { SEVERITIES } from '../../lib/action/inputs/fields.ts';
import { describeValue } from '../../lib/action/inputs/wrong-input.ts';
import type { Detection } from './read-detection.ts';

/** What is noteworthy about how a detection was read, a sentence each. */
export function warningsOf(detection: Detection): string[] {
  const { isOfAnyMachine, isNamedBySummary, unreadPriority, priorityAboveScale, severity } = detection;
  const said = [
    isOfAnyMachine &&
      'The detection names no sensor and no machine: without a `dedup_key` all of its rule share a ticket.',
    isNamedBySummary &&
      'Without a `cat` or a `dedup_key` each different `summary` is a problem of its own: it opens a ticket, and no limit on new tickets holds it back.',
    unreadPriority !== undefined &&
      `\`priority\` was ignored: expected 0 to 10, or one of ${SEVERITIES.join(', ')}; received ${describeValue(unreadPriority)}.`,
    priorityAboveScale !== undefined &&
      `\`priority\` goes from 0 to 10; ${describeValue(priorityAboveScale)} was read as ${severity}.`,
  ];
  return said.filter((one) => one !== false);
}
