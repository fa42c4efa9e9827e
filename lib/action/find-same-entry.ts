import { ExtensionError } from '../errors.ts';
import type { HaloFields, HaloRecord } from '../halopsa/api.ts';
import { lettersOf, plainText } from './plain-text.ts';

/** HaloPSA's clock and ours need not agree to the minute. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** The number of a ticket's body among the entries of its timeline (QUIRKS.md, "numbers within a ticket"). */
const BODY_ID = 1;

/**
 * The entry with this text that was written since `sinceMs`, the newest first; undefined where there is none.
 * @throws ExtensionError `outcome_unknown` where HaloPSA lists entries, and the text of none. An empty list may be one that leaves out the ticket's body,
 *   so it says that there is none
 */
export function findSameEntry(
  entries: readonly HaloRecord[],
  sent: HaloFields,
  sinceMs: number,
): HaloRecord | undefined {
  const recent = entries
    .filter((entry) => entry.id !== BODY_ID && isSince(entry, sinceMs - CLOCK_SKEW_MS))
    .toSorted((a, b) => b.id - a.id);
  const found = recent.find(
    (entry) =>
      (entry.hiddenfromuser ?? sent.hiddenfromuser) === sent.hiddenfromuser &&
      (hasStored(entry, normalize(sent.note ?? sent.note_html)) || isOfHtml(entry, normalize(sent.note_html ?? ''))),
  );
  // A change of status by hand is an entry without text, and none of ours. Where no entry has any, the list doesn't show them.
  if (found === undefined && recent.length > 0 && !entries.some(hasText))
    throw new ExtensionError('outcome_unknown', "HaloPSA does not show the text of the ticket's entries.", {
      hint: "Look at the ticket's timeline in HaloPSA.",
    });
  return found;
}

const hasText = ({ note, note_html: html }: HaloRecord): boolean => note !== undefined || html !== undefined;

const hasStored = ({ note, note_html: html }: HaloRecord, text: string): boolean =>
  [note, html].some((stored) => stored !== undefined && isStoredAs(stored, text));

/**
 * Of a note with both, HaloPSA shows the HTML, and its text may be what that says (QUIRKS.md, "HTML beside text"). A text of its own makes it
 * another note: a rule may send the same HTML each time.
 */
function isOfHtml({ note, note_html: html }: HaloRecord, sent: string): boolean {
  const shown = [note, html].filter((text) => text !== undefined && normalize(text) !== '');
  const said = plainText(sent);
  const isSaid = (text: unknown) =>
    said !== '' && (isStoredAs(text, said) || lettersOf(normalize(text)) === lettersOf(said));
  return sent !== '' && shown.length > 0 && shown.every((text) => isStoredAs(text, sent) || isSaid(text));
}

/**
 * Stored text may be longer than what was sent (QUIRKS.md, "stored text"), by lines or HTML of the tenant's own. A sentence that goes on
 * is another note: "Isolated" is not "Isolated by hand".
 */
function isStoredAs(stored: unknown, sent: string): boolean {
  const text = normalize(stored);
  if (text.startsWith(sent) && /^[ \t]*(\n|<|$)/.test(text.slice(sent.length))) return true;
  return plainText(text) === plainText(sent) && plainText(sent) !== '';
}

const normalize = (text: unknown): string => String(text).replaceAll('\r\n', '\n').trim();

/** Times come without a zone and mean UTC (QUIRKS.md, "times"); one that can't be read excludes nothing. */
function isSince(entry: HaloRecord, sinceMs: number): boolean {
  const time = String(entry.datetime ?? entry.actiondatecreated);
  const atMs = Date.parse(/(z|[+-]\d\d:?\d\d)$/i.test(time) ? time : `${time}Z`);
  return Number.isNaN(atMs) || atMs >= sinceMs;
}
