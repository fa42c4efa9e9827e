import type { HaloFields } from '../../halopsa/api.ts';
import { type CutStyle, cutText, howMuch } from './cut-text.ts';

/**
 * HaloPSA answers a write with the text that it has stored, as plain text and as HTML, and a list of tickets with the body of each; of an answer
 * 5 MB are read. A longer text had a ticket that was written called unknown. Of this size a page of five fits (occurrences/search-in-part.ts), with
 * what JSON escapes in them.
 */
const MAX_TEXT_BYTES = 200_000;

const plain: CutStyle = {
  maxBytes: MAX_TEXT_BYTES,
  lineAfter: (cut) => `… The text was cut here: ${howMuch(cut)}.`,
};
/** An element that stays open is closed by whoever shows it. */
const html: CutStyle = {
  maxBytes: MAX_TEXT_BYTES,
  lineAfter: (cut) => `<p>${plain.lineAfter(cut)}</p>`,
  tidy: (head) =>
    (head.lastIndexOf('<') > head.lastIndexOf('>') ? head.slice(0, head.lastIndexOf('<')) : head).replace(
      /&#?\w{0,8}$/,
      '',
    ),
};

const STYLES: ReadonlyMap<string, CutStyle> = new Map([
  ['details', plain],
  ['note', plain],
  ['details_html', html],
  ['note_html', html],
]);

/**
 * A record's fields with no text that is too long for HaloPSA's answers.
 * @param warn left out where the write is looked for: that it was cut was said when it was made
 */
export function boundTexts(fields: HaloFields, warn?: (message: string) => void): HaloFields {
  const bounded = { ...fields };
  for (const [name, style] of STYLES) {
    const text = fields[name];
    if (typeof text !== 'string') continue;
    bounded[name] = cutText(text, style);
    if (bounded[name] !== text) warn?.(`\`${name}\` was cut: it had more than ${MAX_TEXT_BYTES} bytes.`);
  }
  return bounded;
}
