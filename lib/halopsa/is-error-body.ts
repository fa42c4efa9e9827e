import { isRecord } from '../json.ts';
import { errorWords } from './reply-message.ts';
import { toId } from './reply-shapes.ts';

/**
 * Whether a reply holds words of HaloPSA's (QUIRKS.md, "six error shapes") and no record: neither one with an id, nor a list, be it empty.
 * A record may have a `message` of its own.
 */
export function isErrorBody(body: unknown): boolean {
  const one = Array.isArray(body) && body.length === 1 ? body[0] : body;
  if (!isRecord(one) || errorWords(one) === undefined || hasId(one)) return false;
  return !Object.values(one).some((member) => Array.isArray(member) || hasId(member));
}

const hasId = (value: unknown): boolean => isRecord(value) && (toId(value.id) ?? 0) >= 1;
