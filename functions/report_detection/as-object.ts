import { isRecord, parseJson } from '../../lib/json.ts';

/** An object in a detection; a rule may have rendered it as JSON. Empty where there is none. */
export function asObject(value: unknown): Record<string, unknown> {
  const read = typeof value === 'string' ? parseJson(value) : value;
  return isRecord(read) ? read : {};
}
