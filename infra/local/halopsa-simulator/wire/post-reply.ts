import type { RequestContext } from '../context.ts';
import type { Reply } from './reply.ts';

/**
 * Reply to a POST of an array: the single object for one element; for several the last one, or all of them with `?returnall=true`. Tenants
 * that answer otherwise: toggles `replyShape` and `postReplyFields`.
 */
export function postReply(ctx: RequestContext, status: number, envelope: string, stored: { id: number }[]): Reply {
  const results = ctx.toggles.postReplyFields === 'id' ? stored.map(({ id }) => ({ id })) : stored;
  if (results.length > 1 && ctx.query.flag('returnall')) return { status, json: results };
  const last = results.at(-1);
  const shapes = { object: last, array: [last], envelope: { [envelope]: [last] } };
  return { status, json: shapes[ctx.toggles.replyShape] };
}
