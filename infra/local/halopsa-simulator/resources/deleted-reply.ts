import type { RequestContext } from '../context.ts';
import type { Reply } from '../wire/reply.ts';

/** Reply to a DELETE: the id of what was deleted, or an empty 204. */
export function deletedReply({ toggles }: RequestContext, id: number): Reply {
  return toggles.deleteStatus === 204 ? { status: 204 } : { status: 200, json: { id } };
}
