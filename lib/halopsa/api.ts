/** A HaloPSA record as this code base hands it on: ids are integers, whatever the wire said; the rest is as HaloPSA sent it. */
export interface HaloRecord {
  id: number;
  [field: string]: unknown;
}

/** One page of a list. `recordCount` is HaloPSA's count of all matches, not of the page. */
export interface HaloPage {
  recordCount: number;
  rows: HaloRecord[];
  /** True: the client cap keeps matches back, and doesn't say how many. What isn't shown then proves nothing. */
  isPartial?: boolean;
  /** True: HaloPSA gave no count, or one that can't be, and `recordCount` is that of the page. */
  isUncounted?: boolean;
  /** How many rows came without an id that can be read, and are left out. */
  unreadable?: number;
}

/** A list that was walked to its end. */
export interface HaloList {
  rows: HaloRecord[];
  /** HaloPSA counts more than it has shown, or may have cut what it doesn't count. What isn't shown then proves nothing. */
  isPartial: boolean;
}

/** Query parameters by HaloPSA's own names; what is undefined is not sent. */
export type HaloQuery = Record<string, string | number | boolean | undefined>;

export type HaloFields = Record<string, unknown>;

/**
 * What the actions need of HaloPSA. Every method throws `ExtensionError` (halo_*, scope_missing, not_found, rate_limited,
 * outcome_unknown for writes whose effect can't be known); none retries a write that HaloPSA may have acted on.
 */
export interface HaloApi {
  tickets: {
    create(fields: HaloFields): Promise<HaloRecord>;
    /** HaloPSA's POST is an upsert: `id` must be a positive integer, and is checked again here. */
    update(id: number, fields: HaloFields): Promise<HaloRecord>;
    /** With `assets`, unless HaloPSA leaves them out: absent means unknown, not none. */
    get(id: number): Promise<HaloRecord>;
    search(query: HaloQuery): Promise<HaloPage>;
  };
  /** Entries on a ticket's timeline, which HaloPSA calls Actions. Their ids count within the ticket. */
  ticketActions: {
    add(ticketId: number, fields: HaloFields): Promise<HaloRecord>;
    /** Changes an entry that is there. */
    edit(ticketId: number, id: number, fields: HaloFields): Promise<HaloRecord>;
    /** The whole timeline, over all pages, in HaloPSA's order, which differs between tenants. */
    list(ticketId: number): Promise<HaloRecord[]>;
  };
  assets: {
    /** Every row of HaloPSA's fuzzy search, over all pages, inactive ones included. */
    searchAll(query: HaloQuery): Promise<HaloList>;
    ofTicket(ticketId: number): Promise<HaloRecord[]>;
    get(id: number): Promise<HaloRecord>;
    create(fields: HaloFields): Promise<HaloRecord>;
  };
  clients: SearchableList;
  sites: SearchableList;
  /** End users. One shows its `site_id`, but not its client's id. */
  users: { get(id: number): Promise<HaloRecord> };
  lists: NamedLists;
}

export interface SearchableList {
  search(query: HaloQuery): Promise<HaloPage>;
  /** Every row of the search, over all pages. */
  searchAll(query: HaloQuery): Promise<HaloList>;
}

/** The tenant's own vocabulary, each list as whole as HaloPSA gives it. A priority's `id` is the number that tickets use. */
export interface NamedLists {
  agents(): Promise<HaloList>;
  assetTypes(): Promise<HaloList>;
  /** Those of ticket actions. Its name is `outcome` in some versions, `name` in others. */
  outcomes(): Promise<HaloList>;
  priorities(): Promise<HaloList>;
  statuses(): Promise<HaloList>;
  /** Tickets name theirs, they don't number it. */
  teams(): Promise<HaloList>;
  ticketTypes(): Promise<HaloList>;
}

/** One exchange with HaloPSA, as the log and the metrics want it. */
export interface HaloCall {
  kind: 'read' | 'write';
  method: string;
  path: string;
  status: number | string;
  durationMs: number;
  /** How long HaloPSA's limit, or our own, held it back before. */
  waitedMs: number;
}

/** A write that a dry run would have sent. */
export interface PlannedWrite {
  method: string;
  path: string;
  body: unknown;
}
