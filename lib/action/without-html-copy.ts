import { lettersOf, plainText } from './plain-text.ts';

/** HaloPSA sends a text twice: as it is, and as HTML. */
const COPIES: readonly (readonly [text: string, html: string])[] = [
  ['details', 'details_html'],
  ['note', 'note_html'],
];

/**
 * A record without the HTML that says no more than the text beside it. Escaped, that of a detection's body is longer than the body, and whoever
 * reads the answer reads it twice: an AI agent pays for each word. HTML of one's own is what HaloPSA displays, and stays.
 */
export function withoutHtmlCopy<R extends Readonly<Record<string, unknown>>>(record: R): R {
  const copies = COPIES.filter(([text, html]) => isCopy(record[html], record[text])).map(([, html]) => html);
  if (copies.length === 0) return record;
  return Object.fromEntries(Object.entries(record).filter(([name]) => !copies.includes(name))) as R;
}

const isCopy = (html: unknown, text: unknown): boolean =>
  typeof html === 'string' &&
  typeof text === 'string' &&
  text.trim() !== '' &&
  lettersOf(html) === lettersOf(text) &&
  addressesIn(html).every((address) => text.includes(plainText(address)));

/** A link's or a picture's address, which is in a tag and not among the letters. */
const addressesIn = (html: string): string[] =>
  [...html.matchAll(/<[^<>]+\b(?:href|src)\s*=\s*["']?([^"'<>\s]+)/gi)].map(([, address = '']) => address);
