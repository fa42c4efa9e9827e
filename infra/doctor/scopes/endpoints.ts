import { TAG } from '../probe/tag.ts';

/** Records that the calls of a matrix refer to. */
export interface Targets {
  ticketId?: number;
  assetId?: number;
  clientId?: number;
  siteId?: number;
  assetTypeId?: number;
}

export interface Endpoint {
  /** As a row of the matrix is called. */
  name: string;
  method: 'GET' | 'POST';
  /** Below `/api`, with its query. */
  path: string;
  /** Of a write. */
  record?(targets: Targets): Record<string, unknown>;
  /** Which kind of record a success makes. */
  makes?: 'ticket' | 'asset';
}

const FIRST_ROW = 'pageinate=true&page_no=1&page_size=1';

const reads: readonly Endpoint[] = [
  ...['Tickets', 'Actions', 'Asset', 'Client', 'Site'].map((name) => ({ name, query: `?${FIRST_ROW}` })),
  ...['Agent', 'AssetType', 'Outcome', 'Priority', 'Status', 'TicketType'].map((name) => ({ name, query: '' })),
].map(({ name, query }) => ({ name: `GET /${name}`, method: 'GET', path: `/${name}${query}` }));

const SUMMARY = `${TAG} scopes`;

const writes: readonly Endpoint[] = [
  {
    name: 'POST /Tickets (create)',
    method: 'POST',
    path: '/Tickets',
    record: ({ clientId, siteId }) => ({
      summary: SUMMARY,
      details: 'A test record.',
      client_id: clientId,
      site_id: siteId,
    }),
    makes: 'ticket',
  },
  {
    name: 'POST /Tickets (update)',
    method: 'POST',
    path: '/Tickets',
    record: ({ ticketId }) => ({ id: ticketId, summary: `${SUMMARY}, updated` }),
  },
  {
    name: 'POST /Actions',
    method: 'POST',
    path: '/Actions',
    record: ({ ticketId }) => ({ ticket_id: ticketId, outcome: 'Note', note: 'A test note.', hiddenfromuser: true }),
  },
  {
    name: 'POST /Asset (create)',
    method: 'POST',
    path: '/Asset',
    record: ({ clientId, siteId, assetTypeId }) => ({
      inventory_number: SUMMARY,
      client_id: clientId,
      site_id: siteId,
      assettype_id: assetTypeId,
    }),
    makes: 'asset',
  },
  {
    name: 'POST /Asset (update)',
    method: 'POST',
    path: '/Asset',
    record: ({ assetId }) => ({ id: assetId, inventory_number: `${SUMMARY}, updated` }),
  },
];

/**
 * What the actions call. No action updates an asset; it is asked all the same, since a scope that creates and may not update creates by
 * an oversight of HaloPSA's (refractionPOINT/documentation, pull request 246), on which nothing should be built.
 */
export const endpointsOf = ({ write }: { write: boolean }): readonly Endpoint[] =>
  write ? [...reads, ...writes] : reads;
