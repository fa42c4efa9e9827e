import { ExtensionError } from '../../errors.ts';
import { isRecord } from '../../json.ts';
import type { ActionResult } from './run-action.ts';

/**
 * A result as an org may see it that is held to these clients: without the assets of others that its tickets carry. A recorded answer may be
 * older than the limit.
 * @throws ExtensionError `client_not_allowed` where it is about a record of another client
 */
export function withinCap(result: ActionResult, allowedClientIds: readonly number[] | undefined): ActionResult {
  if (allowedClientIds === undefined) return result;
  const isForeign = (record: unknown) =>
    isRecord(record) && Number(record.client_id) >= 1 && !allowedClientIds.includes(Number(record.client_id));
  // What was just done has come through the limit already: to refuse it then would have it done again.
  const isReplayed = isRecord(result._meta) && result._meta.replayed === true;
  if (isReplayed && [result, result.ticket, result.asset].some(isForeign)) throw narrowed();
  return withoutForeign(result, isForeign) as ActionResult;
}

/** At every depth: a ticket may be the result, a part of it, or a row. */
function withoutForeign(value: unknown, isForeign: (record: unknown) => boolean): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutForeign(one, isForeign));
  if (!isRecord(value)) return value;
  const members = Object.entries(value).map(([name, one]) => {
    const kept = name === 'assets' && Array.isArray(one) ? one.filter((asset) => !isForeign(asset)) : one;
    return [name, withoutForeign(kept, isForeign)];
  });
  return Object.fromEntries(members);
}

const narrowed = () =>
  new ExtensionError('client_not_allowed', "The answer is about a client beyond the organization's own.", {
    hint: 'Name a client that the organization may touch.',
  });
