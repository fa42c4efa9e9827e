import { isRecord, parseJson } from '../json.ts';
import { redact, spellingsOf } from '../redact.ts';

/** What is said of a reply that is one. */
export const HTML_PAGE = '(an HTML page)';

const MAX_CHARS = 300;
/** How much is looked through for credentials; bounded, since the text is foreign and may be megabytes. */
const MAX_REDACTED_CHARS = 10_000;

/**
 * HaloPSA's own words in a failed reply, whichever of its shapes the body has (QUIRKS.md, "six error shapes"). They are redacted
 * before they are cut: half a secret at the cut would no longer be recognised.
 */
export function replyMessage(text: string, secrets: readonly string[]): string {
  const trimmed = text.trim();
  if (trimmed === '') return '(no text)';
  if (isHtml(trimmed)) return HTML_PAGE;
  const words = fromJson(parseJson(trimmed)) ?? trimmed;
  return cut(redactStart(withoutStack(words), secrets)) || '(no text)';
}

/** A web page where an answer of the API belongs: a portal's, a proxy's, a login's. */
export const isHtml = (text: string): boolean => text.trimStart().startsWith('<');

function fromJson(body: unknown): string | undefined {
  if (typeof body === 'string') return body;
  const one = Array.isArray(body) && body.length === 1 ? body[0] : body;
  return isRecord(one) ? (errorWords(one) ?? fromModelBinding(one)) : undefined;
}

const WORDS = ['Message', 'message', 'error_description', 'errorMessage', 'error_message', 'error'];

/** What an object says went wrong, in the member that is for it. */
export function errorWords(body: Readonly<Record<string, unknown>>): string | undefined {
  return WORDS.map((name) => body[name]).find((one): one is string => typeof one === 'string' && one !== '');
}

/** `{"[0].client_id":["Error converting value …"]}` */
function fromModelBinding(body: Record<string, unknown>): string | undefined {
  const lines = Object.entries(isRecord(body.errors) ? body.errors : body)
    .filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]))
    .map(([field, messages]) => `${field.replace(/^\[0\]\./, '')}: ${messages.join(' ')}`);
  return lines.length > 0 ? lines.join('; ') : undefined;
}

/**
 * A line of .NET's stack: `   at Halo.Faults.Save(Fault f) in C:\…`. The first line has lost its blanks, or follows a quote; in JSON of a shape
 * that is not known, line ends are escaped.
 */
const STACK_LINE = /(?:^|")\s*at \S+\(|(?:\n|\\n)[ \t]+at /;

/** Paths and names of HaloPSA's code are nobody's business, and help no reader. */
function withoutStack(words: string): string {
  const at = words.search(STACK_LINE);
  return at < 0 ? words : words.slice(0, at).trimEnd();
}

/** What is looked through ends somewhere, perhaps within a secret: its beginning is left off there. */
function redactStart(words: string, secrets: readonly string[]): string {
  const start = words.slice(0, MAX_REDACTED_CHARS);
  if (start.length === words.length) return redact(words, secrets);
  const begun = Math.max(0, ...secrets.flatMap(spellingsOf).map((secret) => begunAtEnd(start, secret)));
  return redact(start.slice(0, start.length - begun), secrets);
}

/** How much of a secret the text ends with. */
function begunAtEnd(text: string, secret: string): number {
  for (let length = secret.length - 1; length > 0; length--) if (text.endsWith(secret.slice(0, length))) return length;
  return 0;
}

const cut = (text: string) => (text.length <= MAX_CHARS ? text : `${text.slice(0, MAX_CHARS)}…`);
