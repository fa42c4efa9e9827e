import type { IncomingHttpHeaders } from 'node:http';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { RequestContext } from './context.ts';
import { route } from './router.ts';
import type { Tenant } from './tenant.ts';
import { Query } from './wire/query.ts';
import { type RenderedReply, renderReply } from './wire/reply.ts';

/** Where the simulator listens; `basePath` without a slash at its end, empty for none. */
export type Place = { origin: string; basePath: string };

type Request = { method: string; url: URL; headers: IncomingHttpHeaders; body: string };

/** Acts on a request once, waits the tenant's latency, and gives the reply. */
export async function commit(tenant: Tenant, place: Place, request: Request): Promise<RenderedReply> {
  const { method, url, headers, body } = request;
  const path = url.pathname.toLowerCase();
  const { origin, basePath } = place;
  const createsTickets = method === 'POST' && path.endsWith('/api/tickets');
  const ctx: RequestContext = {
    state: tenant.state,
    toggles: tenant.toggles,
    nowMs: tenant.nowMs(),
    instanceUrl: origin + basePath,
    headers,
    query: new Query(url.searchParams),
    body,
    param: '',
    rights: [],
    parallelTicketPosts: tenant.ticketPostsInFlight,
  };
  tenant.ticketPostsInFlight += Number(createsTickets);
  try {
    const reply = path.startsWith(`${basePath.toLowerCase()}/`)
      ? route(ctx, method, path.slice(basePath.length))
      : { status: 404 };
    const rendered = renderReply(reply, tenant.toggles);
    await waited(tenant.toggles.latencyMs);
    return rendered;
  } finally {
    tenant.ticketPostsInFlight -= Number(createsTickets);
  }
}

/** None is a turn of the event loop, in which requests may still overlap: a timer of 0 ms would be one of 1 ms. */
function waited(latencyMs: number): Promise<void> {
  if (latencyMs === 0) return nextTurn();
  return sleep(latencyMs, undefined, { ref: false }); // a closed server must not wait for it
}
