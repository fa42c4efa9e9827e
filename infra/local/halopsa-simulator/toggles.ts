/**
 * Where tenants, versions and published clients disagree about HaloPSA, the simulator can be either. The defaults are what a current
 * hosted tenant was seen to do; a client has to work with every other value too.
 */
export type Toggles = {
  /** Reply to a POST of one record: the object, a one-item array, or `{ tickets: [ … ] }` and the like. */
  replyShape: 'object' | 'array' | 'envelope';
  /** Whether the reply to a POST holds the whole record, or nothing but its id. */
  postReplyFields: 'all' | 'id';
  /** How whole-number ids are written: `12`, `12.0` or `"12"`. */
  idStyle: 'int' | 'float' | 'string';
  /** Whether `GET /Tickets/{id}` carries `assets` without `includedetails=true`. */
  assetsOnPlainGet: boolean;
  /** Whether the reply to `POST /Tickets` carries `assets`. */
  assetsInPostReply: boolean;
  /** How many of its assets a ticket shows at most. */
  shownAssets: number;
  assetCreateStatus: 200 | 201;
  /** Status where an update, an action or an action's edit names a record that doesn't exist. */
  unknownIdStatus: 404 | 400;
  /** Body of a 404 for a GET or DELETE. */
  notFoundBody: 'message' | 'empty';
  /** `page_size` beyond this is silently cut. */
  maxPageSize: number;
  /** What a list says of how many match: their number, a number that is no count, nothing, or nothing since it comes without an envelope. */
  listCount: 'matches' | 'zero' | 'negative' | 'absent' | 'bare';
  /** Whether page 2 begins after the cut size or after the size that was asked for. */
  pageOffsetFrom: 'clamped' | 'requested';
  /** Rows of a list that neither pages nor says `count`. */
  unpagedRows: number;
  /** The lists of agents, statuses and the like: come at once; know `count`; know pages; or stay cut, whatever they are asked. */
  namedLists: 'whole' | 'counted' | 'paged' | 'cut';
  /** Whether those lists are bare, or in an envelope that counts them. */
  namedListShape: 'array' | 'envelope';
  /** Whether `/Actions` knows of pages; else it reads `count` alone. */
  actionsPaged: boolean;
  /** Whether `search` reads a ticket's details, or its summary alone. */
  searchReadsDetails: boolean;
  inactiveInDefaultList: boolean;
  actionsOrder: 'newest' | 'oldest';
  /** An id in a ticket's `assets` that no asset has: left out, or the whole request refused. */
  unknownAssetId: 'ignore' | 'refuse';
  /** Whether asset types number their assets themselves and drop the `inventory_number` that was sent. */
  autoNumberAssets: boolean;
  /** Status with which tickets are hidden that aren't assigned to the API's agent; null: the agent sees every ticket. */
  invisibleTicketStatus: null | 400 | 401 | 404 | 500;
  /** Whether `GET /Tickets/{id}` still gives a deleted ticket. */
  deletedTicketReadable: boolean;
  /** An update without `tickettype_id` and `client_id` answers "Record not found". */
  updateNeedsTypeAndClient: boolean;
  /** An unassigned ticket can't be closed. */
  closingNeedsAgent: boolean;
  /** Parallel ticket creations fail, for the number they race for. */
  numberingRace: boolean;
  /** What is stored as the text of a note that came with HTML too: what was sent, or what the HTML says. */
  noteBesideHtml: 'sent' | 'derived';
  /** Appended to stored notes and details: HaloPSA may give text back longer than it was sent. */
  textSuffix: string;
  /** Shape in which a refusal in words is dressed; `natural`: the one documented for each. */
  errorShape:
    | 'natural'
    | 'exception'
    | 'message'
    | 'lowercase'
    | 'error'
    | 'result-code'
    | 'text'
    | 'quoted'
    | 'html'
    | 'empty';
  /** Treat a request without User-Agent as one with wrong credentials. */
  requireUserAgent: boolean;
  invalidClientStatus: 401 | 400;
  tokenLifetimeSeconds: number;
  omitExpiresIn: boolean;
  /** `auth_url` of `/api/authinfo`: the instance's own or the shared authorisation server's. */
  hostedAuth: boolean;
  deleteStatus: 200 | 204;
  /** Delay between acting on a request and answering it, in milliseconds. */
  latencyMs: number;
};

export const defaultToggles: Readonly<Toggles> = {
  replyShape: 'object',
  postReplyFields: 'all',
  idStyle: 'int',
  assetsOnPlainGet: true,
  assetsInPostReply: true,
  shownAssets: Number.MAX_SAFE_INTEGER,
  assetCreateStatus: 201,
  unknownIdStatus: 404,
  notFoundBody: 'message',
  maxPageSize: 100,
  listCount: 'matches',
  pageOffsetFrom: 'clamped',
  unpagedRows: 50,
  namedLists: 'counted',
  namedListShape: 'array',
  actionsPaged: true,
  searchReadsDetails: true,
  inactiveInDefaultList: false,
  actionsOrder: 'newest',
  unknownAssetId: 'ignore',
  autoNumberAssets: false,
  invisibleTicketStatus: null,
  deletedTicketReadable: true,
  updateNeedsTypeAndClient: false,
  closingNeedsAgent: false,
  numberingRace: false,
  noteBesideHtml: 'sent',
  textSuffix: '',
  errorShape: 'natural',
  requireUserAgent: true,
  invalidClientStatus: 401,
  tokenLifetimeSeconds: 3600,
  omitExpiresIn: false,
  hostedAuth: false,
  deleteStatus: 200,
  latencyMs: 0,
};
