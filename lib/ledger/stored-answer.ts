import { isRecord, parseJson } from '../json.ts';

/** DynamoDB takes 400 KB an item; an answer is kept for being read again, not for its every word. */
const MAX_CHARS = 100_000;
const MAX_TEXT_CHARS = 2_000;

export type Answer = Record<string, unknown>;

/** An answer as the ledger keeps it: whole, or where it is too large with long texts cut, or then just the plain members that fit. */
export function packAnswer(answer: Answer): string {
  const whole = JSON.stringify(answer);
  if (whole.length <= MAX_CHARS) return whole;
  const shortened = JSON.stringify(shorten(answer));
  if (shortened.length <= MAX_CHARS) return shortened;
  return JSON.stringify(Object.fromEntries(plainMembers(answer)));
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

function plainMembers(answer: Answer): [string, unknown][] {
  let room = MAX_CHARS;
  return Object.entries(answer)
    .flatMap(([key, value]): [string, unknown][] => (isPlain(value) ? [[key, value]] : idOf(key, value)))
    .filter((member) => {
      const size = JSON.stringify(member).length;
      if (size > room) return false;
      room -= size;
      return true;
    });
}

/** A record that doesn't fit is still known by its id. */
const idOf = (key: string, value: unknown): [string, unknown][] =>
  isRecord(value) && typeof value.id === 'number' ? [[key, { id: value.id }]] : [];

const isPlain = (value: unknown) =>
  typeof value === 'number' ||
  typeof value === 'boolean' ||
  (typeof value === 'string' && value.length <= MAX_TEXT_CHARS);
