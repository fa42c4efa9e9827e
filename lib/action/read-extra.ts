import { isRecord } from '../json.ts';
import { type Coerced, toObject } from './coerce.ts';

/** Fields that decide which record is written or who sees it may not come in by the back door. */
const REFUSED_IN_EXTRA = new Set(['id', 'ticket_id', 'hiddenfromuser', '__proto__', 'constructor', 'prototype']);

/**
 * Raw HaloPSA fields. HaloPSA binds names whatever their case, so they are refused whatever their case, and the others come out as its
 * API writes them all: in lower case. Else `Details` would stand beside our own `details`, and HaloPSA would keep one of the two.
 */
export function readExtra(raw: unknown): Coerced<Record<string, unknown>> {
  const read = toObject(raw);
  if (!('value' in read)) return read;
  const refused = refusedKey(read.value);
  if (refused !== undefined) return { expected: `an object without \`${refused}\`, which it may not carry` };
  const twice = twoSpellings(Object.keys(read.value));
  if (twice !== undefined) return { expected: `an object with one of ${twice}, which HaloPSA takes for one field` };
  return {
    value: Object.fromEntries(Object.entries(read.value).map(([name, value]) => [name.toLowerCase(), value])),
  };
}

function refusedKey(extra: Record<string, unknown>): string | undefined {
  const key = Object.keys(extra).find((name) => REFUSED_IN_EXTRA.has(name.trim().toLowerCase()));
  return key ?? nestedPrototypeKey(extra);
}

function nestedPrototypeKey(value: unknown): string | undefined {
  if (Array.isArray(value)) return firstDefined(value.map(nestedPrototypeKey));
  if (!isRecord(value)) return undefined;
  const key = Object.keys(value).find((name) => ['__proto__', 'constructor', 'prototype'].includes(name));
  return key ?? firstDefined(Object.values(value).map(nestedPrototypeKey));
}

const firstDefined = <T>(values: readonly (T | undefined)[]): T | undefined => values.find((one) => one !== undefined);

/** Two names of one field; whichever HaloPSA takes, the other's text would be lost. */
function twoSpellings(names: readonly string[]): string | undefined {
  const seen = new Map<string, string>();
  for (const name of names) {
    const earlier = seen.get(name.toLowerCase());
    if (earlier !== undefined) return `\`${earlier.slice(0, 64)}\` and \`${name.slice(0, 64)}\``;
    seen.set(name.toLowerCase(), name);
  }
  return undefined;
}
