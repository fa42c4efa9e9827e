import * as v from 'valibot';
import { isRecord, isShallow } from '../../json.ts';

/** The request with which LimaCharlie calls back. */
export const RESUME_REQUEST = 'resume_request';

const askedSchema = v.object({
  action: v.string(),
  data: v.optional(v.unknown()),
  /** The organization's configuration as it was: a ticket that comes late goes where it would have gone at once. */
  config: v.optional(v.unknown()),
  /** The message's own: a callback has another, under which a write would be a new one. */
  key: v.string(),
  sinceMs: v.number(),
  attempt: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

/** What a message asks for, and how often that was tried. */
export interface Asked extends Omit<v.InferOutput<typeof askedSchema>, 'key'> {
  key: string | undefined;
}

/** What LimaCharlie keeps and sends back as a callback's input: one text, which its check of a request takes as it is. */
export const toState = (asked: Asked): { request: string } => ({ request: JSON.stringify(asked) });

/** Undefined: somebody else made it up. */
export function fromState(data: unknown): Asked | undefined {
  const text = isRecord(data) ? data.request : undefined;
  const result = v.safeParse(askedSchema, typeof text === 'string' ? parseOwn(text) : undefined);
  return result.success ? result.output : undefined;
}

/** As it was written: numbers of many digits are texts in it already, and one that JSON writes with many digits was none. */
function parseOwn(text: string): unknown {
  try {
    return isShallow(text) ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
