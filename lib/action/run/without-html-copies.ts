import { isRecord } from '../../json.ts';
import type { ActionResult } from './run-action.ts';

/** HaloPSA sends a text twice: as it is, and as HTML. */
const COPIES: readonly (readonly [text: string, html: string])[] = [
  ['details', 'details_html'],
  ['note', 'note_html'],
];

/**
 * A result whose records have each text once. Escaped, the HTML of a detection's body is longer than the body, and says the same to
 * whoever reads the answer: an AI agent pays for each word. Where HaloPSA sends the HTML alone, it stays.
 */
export function withoutHtmlCopies(result: ActionResult): ActionResult {
  const members = Object.entries(lighten(result)).map(([name, value]) => {
    if (isRecord(value)) return [name, lighten(value)];
    return [name, Array.isArray(value) ? value.map((one) => (isRecord(one) ? lighten(one) : one)) : value];
  });
  return Object.fromEntries(members);
}

function lighten(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const copies = COPIES.filter(([text]) => typeof record[text] === 'string' && record[text].trim() !== '');
  return Object.fromEntries(Object.entries(record).filter(([name]) => !copies.some(([, html]) => html === name)));
}
