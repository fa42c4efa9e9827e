import { isRecord } from '../../json.ts';
import type { InputSchema } from '../define-action.ts';
import { haloNameOf } from '../halo-names.ts';
import { isBlank, toObject } from '../inputs/coerce.ts';
import { fieldMetadata } from '../inputs/field-parts.ts';
import { membersIn } from '../inputs/read-extra.ts';

/** The org's defaults, by the names of the extension configuration (`default_client_id`, …). */
export type OrgDefaults = Readonly<Record<string, unknown>>;

export interface WithDefaults {
  raw: unknown;
  /** Which inputs were filled in, and with what. */
  applied: Record<string, unknown>;
}

/** A user belongs to one site and a site to one client, so the three defaults are right only together. */
const PLACE = ['client_id', 'site_id', 'user_id'];

/** Fills in what the request left out, both as an input and in `extra`. What a request says wins over any default. */
export function applyDefaults(schema: InputSchema, raw: unknown, defaults: OrgDefaults): WithDefaults {
  if (!isRecord(raw)) return { raw, applied: {} };
  const applied: Record<string, unknown> = {};
  const extra = membersOf(raw.extra);
  // A team or an outcome has a name here, and in HaloPSA an id beside it.
  const isGiven = (field: string) =>
    !isBlank(raw[field]) || extra.has(haloNameOf(field)) || !isBlank(extra.get(`${field}_id`));
  const named = namedIds(schema, raw).filter((field) => !isGiven(field));
  // HaloPSA's ids of 0 and less mean none (QUIRKS.md, "not set"), and no other place.
  const isNone = (field: string) => Number(extra.get(field)) < 1;
  const isElsewhere = PLACE.some(
    (field) => isGiven(field) && !isNone(field) && !sameId(raw[field], defaults[`default_${field}`]),
  );
  // A site's name is looked up at the default client, but nobody knows yet whether a named client is the default site's.
  const isBelowOther = (field: string) =>
    PLACE.slice(0, PLACE.indexOf(field)).some((above) => named.includes(above) || isNone(above));
  for (const [field, fieldSchema] of Object.entries(schema.entries)) {
    const name = fieldMetadata(fieldSchema)['x-org-default'];
    if (name === undefined || isBlank(defaults[name]) || isGiven(field) || named.includes(field)) continue;
    if (PLACE.includes(field) && (isElsewhere || isBelowOther(field))) continue;
    applied[field] = defaults[name];
  }
  return { raw: { ...raw, ...applied }, applied };
}

/** The id fields for which the request gives a name. */
const namedIds = (schema: InputSchema, raw: Record<string, unknown>): string[] =>
  Object.entries(schema.entries)
    .filter(([field]) => !isBlank(raw[field]))
    .flatMap(([, fieldSchema]) => fieldMetadata(fieldSchema)['x-name-of'] ?? []);

const sameId = (a: unknown, b: unknown) => !isBlank(a) && !isBlank(b) && Number(a) === Number(b);

/** Once for all fields: `extra` may be a text of megabytes that has to be parsed. */
function membersOf(extra: unknown): ReadonlyMap<string, unknown> {
  const read = toObject(extra);
  return 'value' in read ? membersIn(read.value) : new Map();
}
