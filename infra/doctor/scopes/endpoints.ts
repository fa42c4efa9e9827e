import type { RecordKind } from '../probe/leftover.ts';

/** Records that the calls of a matrix refer to, as far as they are known. */
export interface Targets {
  ticketId?: number;
}

/** Those of the writing calls. */
export interface WriteTargets extends Targets {
  ticketId: number;
  assetId: number;
  assetTypeId: number;
  /** `client_id`, and where there is one `site_id`. */
  place: Record<string, number>;
  ticketTypeId?: number;
  noteOutcome: string;
  /** Begins the name of every record that is made. */
  tag: string;
}

export interface Endpoint {
  /** As a row of the matrix is called. */
  name: string;
  method: 'GET' | 'POST';
  /** Below `/api`, with its query. */
  path: string;
  /** Of a write. */
  record?: Record<string, unknown>;
  /** Which kind of record a success makes. */
  makes?: RecordKind;
}

const FIRST_ROW = 'pageinate=true&page_no=1&page_size=1';
const CUSTOMER_LISTS = ['Tickets', 'Actions', 'Asset', 'Client', 'Site'];
/** By which inputs can be given as names; ids work without, so no scope is needed for their sake. */
const VOCABULARY = ['Agent', 'AssetType', 'Outcome', 'Priority', 'Status', 'TicketType'];

const nameOf = (list: string) => `GET /${list}`;
const VOCABULARY_NAMES = new Set(VOCABULARY.map(nameOf));

/** Whether an action can't work without it. */
export const isNeeded = (name: string): boolean => !VOCABULARY_NAMES.has(name);

/** What the actions read. The entries of any ticket are a timeline; some versions want to know whose. */
export const readsOf = ({ ticketId }: Targets): Endpoint[] => {
  const ofTicket = ticketId === undefined ? '' : `&ticket_id=${ticketId}`;
  return [
    ...CUSTOMER_LISTS.map((list) => ({ list, query: `?${FIRST_ROW}${list === 'Actions' ? ofTicket : ''}` })),
    ...VOCABULARY.map((list) => ({ list, query: '' })),
  ].map(({ list, query }) => ({ name: nameOf(list), method: 'GET' as const, path: `/${list}${query}` }));
};

/**
 * What the actions write. No action updates an asset; it is asked all the same, since a scope that creates and may not update creates by
 * an oversight of HaloPSA's (refractionPOINT/documentation, pull request 246), on which nothing should be built.
 */
export function writesOf({
  ticketId,
  assetId,
  assetTypeId,
  place,
  ticketTypeId,
  noteOutcome,
  tag,
}: WriteTargets): Endpoint[] {
  const type = ticketTypeId === undefined ? {} : { tickettype_id: ticketTypeId };
  const post = (name: string, record: Record<string, unknown>, makes?: RecordKind): Endpoint => ({
    name: `POST ${name}`,
    method: 'POST',
    path: name.split(' ')[0] ?? name,
    record,
    ...(makes && { makes }),
  });
  const asset = { inventory_number: tag, assettype_id: assetTypeId, ...place };
  const note = { ticket_id: ticketId, outcome: noteOutcome, note: `${tag} A test note.`, hiddenfromuser: true };
  return [
    post('/Tickets (create)', { summary: tag, details: 'A test record.', ...place, ...type }, 'ticket'),
    post('/Tickets (update)', { id: ticketId, summary: `${tag}, updated` }),
    post('/Actions', note),
    post('/Asset (create)', asset, 'asset'),
    post('/Asset (update)', { id: assetId, inventory_number: `${tag}, updated` }),
  ];
}
