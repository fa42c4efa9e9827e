import { isDeepStrictEqual } from 'node:util';

/** `+` new, `~` another value, `-` gone; by name, never by value. Members that stay are left out. */
export function changesOf(before: object, after: object): string[] {
  const old = new Map(Object.entries(before));
  const next = new Map(Object.entries(after));
  return [...new Set([...old.keys(), ...next.keys()])].flatMap((name) => {
    if (!old.has(name)) return [`+ ${name}`];
    if (!next.has(name)) return [`- ${name}`];
    return isDeepStrictEqual(old.get(name), next.get(name)) ? [] : [`~ ${name}`];
  });
}
