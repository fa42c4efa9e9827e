/** Deeper than any real message; a recursive reader or writer (JSON.stringify) still copes with it. */
const MAX_DEPTH = 200;
const [QUOTE, BACKSLASH, OPENING_BRACKET, CLOSING_BRACKET, OPENING_BRACE, CLOSING_BRACE] = [
  0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d,
];

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A number of so many digits that a double need not hold it, where a value stands. In a text it does no harm. */
const LONG_NUMBER = /(^|[:[,])\s*-?\d{16}/;

/**
 * Parses JSON from outside. `undefined` where it is none, or nested deeper than 200 levels: V8 parses any depth, though it takes a second for
 * a megabyte of brackets, and overflows its stack when it writes the same value again.
 *
 * An integer that a double can't hold comes out as the text of its digits: an address or a hash in a detection is evidence. A text, since a
 * BigInt can't be written as JSON, and the object that JSON.rawJSON makes is a record to whatever walks values or digests them. Only a
 * message that has such a number pays for it.
 */
export function parseJson(text: string): unknown {
  if (!isShallow(text)) return undefined;
  try {
    return LONG_NUMBER.test(text) ? JSON.parse(text, withAllDigits) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function withAllDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? '';
  return /^-?\d+$/.test(source) ? source : value;
}

/** Whether `parseJson` takes its depth; of what is no JSON it says anything. By codes, not characters: this reads every byte that comes from outside. */
export function isShallow(text: string): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) i = endOfString(text, i);
    else if (code === OPENING_BRACKET || code === OPENING_BRACE) depth++;
    else if (code === CLOSING_BRACKET || code === CLOSING_BRACE) depth--;
    if (depth > MAX_DEPTH) return false;
  }
  return true;
}

function endOfString(text: string, start: number): number {
  let end = start;
  do end = text.indexOf('"', end + 1);
  while (end !== -1 && isEscaped(text, end));
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text.charCodeAt(first - 1) === BACKSLASH) first--;
  return (at - first) % 2 === 1;
}
