import type { IncomingHttpHeaders } from 'node:http';
import type { Toggles } from './toggles.ts';
import type { State } from './types.ts';
import type { Query } from './wire/query.ts';
import type { Reply } from './wire/reply.ts';

/** All that a handler may know of a request. */
export type RequestContext = {
  state: State;
  toggles: Toggles;
  nowMs: number;
  /** Own address, without a slash at its end, base path included. */
  instanceUrl: string;
  headers: IncomingHttpHeaders;
  query: Query;
  body: string;
  /** The `{…}` part of the route's path; empty where it has none. */
  param: string;
  /** Scopes of the caller's token; empty on anonymous routes. */
  rights: string[];
  /** Other POSTs of tickets that are being worked on. */
  parallelTicketPosts: number;
};

/** Acts on the state and answers. Throws HaloFailure or BindingFailure to refuse. */
export type Handler = (ctx: RequestContext) => Reply;

export type Route = {
  method: 'GET' | 'POST' | 'DELETE';
  /** Lower case, below the base path; at most one `{…}`. */
  path: string;
  /** Throws where the token's rights don't reach; `anonymous` needs no token. */
  guard: 'anonymous' | ((rights: string[]) => void);
  handle: Handler;
};
