/** Deeper than any real message; a recursive reader or writer (JSON.stringify) still copes with it. */
const MAX_DEPTH = 200;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Parses JSON from outside. `undefined` where it is none, or nested deeper than 200 levels: V8 parses any depth but overflows its
 * stack when it writes the same value again.
 */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isShallow(value) ? value : undefined;
}

function isShallow(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return false;
    const next: unknown[] = [];
    for (const one of level)
      if (typeof one === 'object' && one !== null) for (const child of Object.values(one)) next.push(child);
    level = next;
  }
  return true;
}
