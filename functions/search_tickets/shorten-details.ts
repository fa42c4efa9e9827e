import { type CutStyle, cutText, howMuch } from '../../lib/action/inputs/cut-text.ts';
import type { HaloRecord } from '../../lib/halopsa/api.ts';

/** What a detection's body says before its event, and the event's beginning. */
const STYLE: CutStyle = {
  maxBytes: 1_500,
  lineAfter: (cut) => `… The text was cut here: ${howMuch(cut)}; \`ticket_id\` shows all of it.`,
};

/** A page has up to a hundred tickets, and a detection's body up to 30 KB: whole, they are more than an AI agent can read to find one. */
export const shortenDetails = (rows: readonly HaloRecord[]): HaloRecord[] =>
  rows.map((row) => (typeof row.details === 'string' ? { ...row, details: cutText(row.details, STYLE) } : row));
