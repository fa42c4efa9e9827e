import { isRecord } from '../../json.ts';
import { withoutHtmlCopy } from '../without-html-copy.ts';
import type { ActionResult } from './run-action.ts';

/** A result whose records have each text once. */
export function withoutHtmlCopies(result: ActionResult): ActionResult {
  const members = Object.entries(withoutHtmlCopy(result)).map(([name, value]) => {
    if (isRecord(value)) return [name, withoutHtmlCopy(value)];
    return [name, Array.isArray(value) ? value.map((one) => (isRecord(one) ? withoutHtmlCopy(one) : one)) : value];
  });
  return Object.fromEntries(members);
}
