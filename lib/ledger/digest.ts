import { createHash } from 'node:crypto';
import { isRecord } from '../json.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The same for the same content, whatever the order of an object's members. */
export const digestOf = (value: unknown): string => sha256(JSON.stringify(sorted(value)) ?? '');

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}
