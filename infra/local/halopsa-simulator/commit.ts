import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
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
    await sleep(tenant.toggles.latencyMs, undefined, { ref: false }); // a closed server must not wait for it
    return rendered;
  } finally {
    tenant.ticketPostsInFlight -= Number(createsTickets);
  }
}
