import { cutName } from '../../in-code.ts';
import { isRecord } from '../../json.ts';
import type { HaloFields } from '../api.ts';
import { toId } from '../reply-shapes.ts';
import type { ClientCap } from './client-cap.ts';

/**
 * Fields as HaloPSA will bind them: it takes names in any case, so each gets the one spelling that is looked at here, and null is as good
 * as absent.
 * @throws ExtensionError `client_not_allowed` for a name that isn't among `sendable`, and for one that comes in two spellings, since
 * nobody can tell which HaloPSA takes
 */
export function boundFields(fields: HaloFields, sendable: ReadonlySet<string>, cap: ClientCap): HaloFields {
  const bound: HaloFields = {};
  for (const [name, value] of Object.entries(fields)) {
    const own = name.toLowerCase();
    if (!sendable.has(own)) throw notSendable(name, cap);
    if (own in bound) throw cap.refusal(`\`${own}\` comes in two spellings, of which HaloPSA would take one.`);
    bound[own] = value;
  }
  return Object.fromEntries(Object.entries(bound).filter(([, value]) => value !== undefined && value !== null));
}

const notSendable = (name: string, cap: ClientCap) => {
  const shown = cutName(name);
  return cap.refusal(
    `\`${shown}\` can't be sent by an organization that is limited to certain HaloPSA clients: it might lead to another one.`,
    [{ field: shown, expected: 'to be left out', received: 'a value' }],
    `Leave \`${shown}\` out.`,
  );
};

/** The id in a bound field, whether it comes as 12, 12.0 or "12". @throws ExtensionError `client_not_allowed` where it is none */
export function idIn(fields: HaloFields, name: string, cap: ClientCap): number | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  const id = toId(value);
  if (id !== undefined) return id;
  throw cap.refusal(`\`${name}\` can't be read as an id, so nobody can tell which record it means.`, [
    { field: name, expected: 'an integer', received: JSON.stringify(value).slice(0, 64) },
  ]);
}

/** The ids in a ticket's `assets`. @throws ExtensionError `client_not_allowed` where it is anything but a list of `{ id }` */
export function assetIdsIn(fields: HaloFields, sendable: ReadonlySet<string>, cap: ClientCap): number[] | undefined {
  const { assets } = fields;
  if (assets === undefined) return undefined;
  const ids = Array.isArray(assets)
    ? assets.map((one) => (isRecord(one) ? idIn(boundFields(one, sendable, cap), 'id', cap) : undefined))
    : [undefined];
  if (ids.every((id) => id !== undefined)) return ids;
  throw cap.refusal('`assets` holds something without an id, so nobody can tell which asset it means.', [
    { field: 'assets', expected: 'a list of objects, each with the `id` of an asset', received: 'something else' },
  ]);
}
