import type { HaloApi, HaloList, HaloRecord } from '../../halopsa/api.ts';

/** The inputs that take a name; each stands for `<name>_id`. */
export type NameField = 'client' | 'site' | 'agent' | 'priority' | 'status' | 'tickettype';

/** A name is compared with whole lists, letter by letter: one of a megabyte would stop the process for seconds. */
export const MAX_NAME_CHARS = 255;

/** Where records with names come from. */
export interface NameSource {
  /** Tells it from every other source. */
  key: string;
  load(halo: HaloApi): Promise<HaloList>;
}

export interface Vocabulary {
  plural: string;
  /** In the order in which they are asked, until one holds the name. `clientId` bounds what belongs to a client. */
  sources(name: string, clientId: number | undefined): NameSource[];
  /** What tells records of one name apart. */
  detail?(row: HaloRecord): unknown;
}

/** Said explicitly, since whether HaloPSA leaves inactive records out by itself is unproven. */
const ACTIVE = { includeactive: true, includeinactive: false };

/**
 * HaloPSA's search first: one call, where the whole list may be fifty. Where it finds nothing, the whole list: its search is a pattern
 * (a `[` or `%` in a name doesn't stand for itself), and the caller is told which names are near.
 */
const searched = (list: 'clients' | 'sites', name: string, bounds: { client_id?: number }): NameSource[] => [
  {
    key: JSON.stringify([list, bounds, name]),
    load: (halo) => halo[list].searchAll({ ...ACTIVE, ...bounds, search: name }),
  },
  { key: JSON.stringify([list, bounds]), load: (halo) => halo[list].searchAll({ ...ACTIVE, ...bounds }) },
];

const whole = (list: keyof HaloApi['lists']): NameSource[] => [{ key: list, load: (halo) => halo.lists[list]() }];

/** Every kind of record that can be given by name. */
export const VOCABULARIES: Readonly<Record<NameField, Vocabulary>> = {
  client: { plural: 'clients', sources: (name) => searched('clients', name, {}) },
  site: {
    plural: 'sites',
    sources: (name, clientId) => searched('sites', name, clientId === undefined ? {} : { client_id: clientId }),
    detail: (row) => row.client_name,
  },
  agent: { plural: 'agents', sources: () => whole('agents') },
  priority: {
    plural: 'priorities',
    sources: () => whole('priorities'),
    detail: (row) => row.slaid && `SLA ${row.slaid}`,
  },
  status: { plural: 'statuses', sources: () => whole('statuses') },
  tickettype: { plural: 'ticket types', sources: () => whole('ticketTypes') },
};

export const NAME_FIELDS = Object.keys(VOCABULARIES) as NameField[];
