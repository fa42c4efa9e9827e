import { CUT_LINE_BYTES, cutText, howMuch } from '../../lib/action/inputs/cut-text.ts';
import { oneLine, showDirection } from '../../lib/action/inputs/one-line.ts';
import { toUtc } from '../../lib/action/to-utc.ts';
import type { Detection } from './read-detection.ts';

/** For the whole body; what comes after it (the reference line, the previous ticket) is short. */
const MAX_BODY_BYTES = 30_000;

/** A ticket's body as plain text: what, where, when, how severe, where to look, then the event as indented JSON, cut at 30 KB. */
export function detectionBody(detection: Detection, details: string | undefined): string {
  const given = showDirection([headOf(detection), details].filter(Boolean).join('\n\n'));
  if (detection.event === undefined) return cut(given, 'text', '');
  const head = [given, detection.data && `Extracted:\n${toJson(detection.data)}`].filter(Boolean).join('\n\n');
  // LimaCharlie has its detection; what the caller had to say nobody but the caller has.
  const rest = details !== undefined && isTooLong(given) ? 'the event is in LimaCharlie' : 'the rest is in LimaCharlie';
  const what = isTooLong(head) ? 'text before the event' : 'event';
  return cut(`${head}\n\nEvent:\n${toJson(detection.event)}`, what, `; ${rest}`);
}

/** Too long to be shown whole where something comes after it. */
const isTooLong = (text: string): boolean => Buffer.byteLength(text) > MAX_BODY_BYTES - CUT_LINE_BYTES;

const toJson = (value: unknown): string => showDirection(JSON.stringify(value, null, 2));

/** A detection as the note has it that counts it on its ticket: what differs from one to the next. */
export const sightingOf = (detection: Detection): string => toText([['Newest', detection.rule], ...factsOf(detection)]);

const headOf = (detection: Detection): string =>
  toText([
    ['What', detection.rule],
    ...factsOf(detection),
    ['Description', detection.description],
    ['Tags', detection.tags],
    ['References', detection.references],
    ['False positives', detection.falsePositives],
  ]);

type Line = [name: string, value: string | undefined];

function factsOf({ hostname, sid, detectId, link, severity, atMs, addresses }: Detection): Line[] {
  const sensor = [sid && `sensor ${sid}`, ...addresses].filter(Boolean).join(', ');
  const where = hostname ?? (sensor === '' ? undefined : 'unnamed machine');
  return [
    ['Where', where && (sensor === '' ? where : `${where} (${sensor})`)],
    ['When', atMs === undefined ? undefined : toUtc(atMs)],
    ['Severity', severity],
    ['Detection', detectId],
    [isOfLimaCharlie(link) ? 'In LimaCharlie' : 'Link', link],
  ];
}

const toText = (lines: readonly Line[]): string =>
  lines
    .filter((line): line is [string, string] => line[1] !== undefined)
    .map(([name, value]) => `${name}: ${oneLine(value)}`)
    .join('\n');

/** A rule may name a playbook of one's own there. */
const isOfLimaCharlie = (link = '') => /(^|\.)limacharlie\.io$/.test(URL.parse(link.trim())?.hostname ?? '');

const cut = (body: string, what: string, rest: string): string =>
  cutText(body, {
    maxBytes: MAX_BODY_BYTES,
    lineAfter: (cut) => `… The ${what} was cut here: ${howMuch(cut)}${rest}.`,
  });
