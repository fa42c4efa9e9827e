import { authInfo, openIdConfiguration } from './auth/discovery.ts';
import { anyToken, needs, needsTicketScope } from './auth/scopes.ts';
import type { Route } from './context.ts';
import { postActions } from './resources/actions/post.ts';
import { deleteAction, getAction, listActions } from './resources/actions/read-and-delete.ts';
import { deleteAsset, getAsset } from './resources/assets/get-and-delete.ts';
import { listAssets } from './resources/assets/list.ts';
import { postAssets } from './resources/assets/post.ts';
import { getClient, listClients } from './resources/clients.ts';
import { lookupLists } from './resources/lists.ts';
import { getSite, listSites } from './resources/sites.ts';
import { deleteTicket, getTicket } from './resources/tickets/get-and-delete.ts';
import { listTickets } from './resources/tickets/list.ts';
import { postTicketObject, postTickets } from './resources/tickets/post.ts';
import { getUser } from './resources/users.ts';

const tickets = needs('read:tickets');
const assets = needs('read:assets');
const customers = needs('read:customers');

/** Every path but the token endpoint, which is any path that ends in `/token`. */
export const routes: readonly Route[] = [
  { method: 'GET', path: '/api/authinfo', guard: 'anonymous', handle: authInfo },
  { method: 'GET', path: '/auth/.well-known/openid-configuration', guard: 'anonymous', handle: openIdConfiguration },
  { method: 'POST', path: '/api/tickets', guard: tickets, handle: postTickets },
  { method: 'POST', path: '/api/tickets/object', guard: tickets, handle: postTicketObject },
  { method: 'GET', path: '/api/tickets', guard: tickets, handle: listTickets },
  { method: 'GET', path: '/api/tickets/{id}', guard: tickets, handle: getTicket },
  { method: 'DELETE', path: '/api/tickets/{id}', guard: tickets, handle: deleteTicket },
  { method: 'POST', path: '/api/actions', guard: needsTicketScope, handle: postActions },
  { method: 'GET', path: '/api/actions', guard: needsTicketScope, handle: listActions },
  { method: 'GET', path: '/api/actions/{id}', guard: needsTicketScope, handle: getAction },
  { method: 'DELETE', path: '/api/actions/{id}', guard: needsTicketScope, handle: deleteAction },
  { method: 'POST', path: '/api/asset', guard: assets, handle: postAssets },
  { method: 'GET', path: '/api/asset', guard: assets, handle: listAssets },
  { method: 'GET', path: '/api/asset/{id}', guard: assets, handle: getAsset },
  { method: 'DELETE', path: '/api/asset/{id}', guard: assets, handle: deleteAsset },
  { method: 'GET', path: '/api/client', guard: customers, handle: listClients },
  { method: 'GET', path: '/api/client/{id}', guard: customers, handle: getClient },
  { method: 'GET', path: '/api/site', guard: customers, handle: listSites },
  { method: 'GET', path: '/api/site/{id}', guard: customers, handle: getSite },
  { method: 'GET', path: '/api/users/{id}', guard: customers, handle: getUser },
  ...Object.entries(lookupLists).map(
    ([name, handle]): Route => ({ method: 'GET', path: `/api/${name}`, guard: anyToken, handle }),
  ),
];
