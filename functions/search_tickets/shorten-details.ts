import { type CutStyle, cutText, howMuch } from '../../lib/action/inputs/cut-text.ts';
import { withoutHtmlCopy } from '../../lib/action/without-html-copy.ts';
import type { HaloRecord } from '../../lib/halopsa/api.ts';

/** What a detection's body says before its event, and the event's beginning. */
const STYLE: CutStyle = {
  maxBytes: 1_500,
  lineAfter: (cut) => `… The text was cut here: ${howMuch(cut)}; \`ticket_id\` shows all of it.`,
};

const BODIES = ['details', 'details_html'] as const;

/** A page has up to a hundred tickets, and a detection's body up to 30 KB: whole, they are more than an AI agent can read to find one. */
export function shortenDetails(rows: readonly HaloRecord[], warn: (warning: string) => void): HaloRecord[] {
  const light = rows.map(withoutHtmlCopy);
  const long = light.filter((row) => BODIES.some((name) => isLong(row[name]))).length;
  if (long > 0) warn(`Long \`details\` of ${long} tickets were cut; \`ticket_id\` shows a ticket whole.`);
  return light.map((row) => BODIES.reduce(shorten, row));
}

const isLong = (text: unknown): text is string => typeof text === 'string' && Buffer.byteLength(text) > STYLE.maxBytes;

const shorten = (row: HaloRecord, name: (typeof BODIES)[number]): HaloRecord =>
  isLong(row[name]) ? { ...row, [name]: cutText(row[name], STYLE) } : row;
