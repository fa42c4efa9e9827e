/** Deeper than any real message; a recursive reader or writer (JSON.stringify) still copes with it. */
export const MAX_DEPTH = 200;
const [QUOTE, BACKSLASH, OPENING_BRACKET, CLOSING_BRACKET, OPENING_BRACE, CLOSING_BRACE] = [
  0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d,
];

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Of so many digits a double need not hold a number. */
const LONG_DIGITS = 16;
const [ZERO, NINE] = [0x30, 0x39];

/**
 * Parses JSON from outside. `undefined` where it is none, or nested deeper than 200 levels: V8 parses any depth, though it takes a second for
 * a megabyte of brackets, and overflows its stack when it writes the same value again.
 *
 * An integer that a double can't hold comes out as the text of its digits: an address or a hash in a detection is evidence. A text, since a
 * BigInt can't be written as JSON, and the object that JSON.rawJSON makes is a record to whatever walks values or digests them. Only a
 * message that has such a number pays for it.
 */
export function parseJson(text: string): unknown {
  const { isShallow, hasLongNumber } = survey(text);
  if (!isShallow) return undefined;
  try {
    return hasLongNumber ? JSON.parse(text, withAllDigits) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function withAllDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? '';
  return /^-?\d+$/.test(source) ? source : value;
}

/** Whether `parseJson` takes its depth; of what is no JSON it says anything. */
export const isShallow = (text: string): boolean => survey(text).isShallow;

/** By codes, not characters, and once for all: this reads every byte that comes from outside. What stands in texts doesn't count. */
function survey(text: string): { isShallow: boolean; hasLongNumber: boolean } {
  let depth = 0;
  let digits = 0;
  let hasLongNumber = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= ZERO && code <= NINE) {
      hasLongNumber ||= ++digits >= LONG_DIGITS;
      continue;
    }
    digits = 0;
    if (code === QUOTE) i = endOfString(text, i);
    else if (code === OPENING_BRACKET || code === OPENING_BRACE) depth++;
    else if (code === CLOSING_BRACKET || code === CLOSING_BRACE) depth--;
    if (depth > MAX_DEPTH) return { isShallow: false, hasLongNumber };
  }
  return { isShallow: true, hasLongNumber };
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
