import { invalidInput } from '../../lib/action/inputs/wrong-input.ts';
import type { ExtensionError } from '../../lib/errors.ts';

const EXPECTED = 'a rule (`cat`), a `summary`, or a `detection` that has one';

/**
 * What is said of a detection without a name. A rule that forgets `based on report` sends the event as `'@this'`, each time, and sees no answer:
 * whoever looks has to be told which line is missing.
 */
export function noRule(detection: Readonly<Record<string, unknown>> | undefined): ExtensionError {
  if (detection === undefined || !('event' in detection))
    return invalidInput([{ field: 'cat', expected: EXPECTED, received: 'none of them' }]);
  return invalidInput(
    [{ field: 'cat', expected: EXPECTED, received: 'an event as `detection`' }],
    'Put `based on report: true` beside the `extension request` of the rule, after a `report`, or add a `cat`,',
  );
}
