import { isRecord, parseJson } from '../json.ts';

/** DynamoDB takes 400 KB an item; an answer is kept for being read again, not for its every word. */
const MAX_CHARS = 100_000;
const MAX_TEXT_CHARS = 2_000;

export type Answer = Record<string, unknown>;

/** An answer as the ledger keeps it: whole, or where it is too large with long texts cut, or then just its plain members. */
export function packAnswer(answer: Answer): string {
  const whole = JSON.stringify(answer);
  if (whole.length <= MAX_CHARS) return whole;
  const shortened = JSON.stringify(shorten(answer));
  if (shortened.length <= MAX_CHARS) return shortened;
  return JSON.stringify(
    Object.fromEntries(
      Object.entries(answer)
        .map(([key, value]) => [key, idOf(value) ?? value])
        .filter(([, value]) => isPlain(value)),
    ),
  );
}

export const unpackAnswer = (text: string): Answer => {
  const answer = parseJson(text);
  return isRecord(answer) ? answer : {};
};

function shorten(value: unknown): unknown {
  if (typeof value === 'string') return value.length <= MAX_TEXT_CHARS ? value : `${value.slice(0, MAX_TEXT_CHARS)}…`;
  if (Array.isArray(value)) return value.map(shorten);
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shorten(one)])) : value;
}

/** A record that doesn't fit is still known by its id. */
const idOf = (value: unknown) => (isRecord(value) && typeof value.id === 'number' ? { id: value.id } : undefined);

const isPlain = (value: unknown) =>
  typeof value === 'number' ||
  typeof value === 'boolean' ||
  isRecord(value) ||
  (typeof value === 'string' && value.length <= MAX_TEXT_CHARS);
