import { fail, type Judgement, ok } from '../../../lib/checks/judgement.ts';
import { ExtensionError } from '../../../lib/errors.ts';
import { createRemovals } from '../../../lib/halopsa/resources/removals.ts';
import { createTransport } from '../../../lib/halopsa/transport.ts';
import type { Dependencies } from '../../../lib/runtime/dependencies.ts';
import { DOCTOR_OID, newDelivery } from '../connect.ts';
import { findTagged } from './find-tagged.ts';
import { addressOf, type Leftover, type MadeRecord } from './leftover.ts';

export type Removal = Judgement & { leftovers: Leftover[] };

/**
 * Removes these records and every tagged one, and looks whether they are gone. Tagged ones too, since of a write whose reply was lost
 * nobody knows the number.
 */
export async function removeRecords(made: readonly MadeRecord[], deps: Dependencies): Promise<Removal> {
  const halo = deps.haloFor(newDelivery(deps), { allowedClientIds: undefined, onCall() {} });
  const found = await findTagged(halo).catch((thrown) => ExtensionError.from(thrown));
  const tagged = found instanceof ExtensionError ? [] : found;
  const records = [...made, ...tagged.filter((one) => !made.some((other) => isSame(one, other)))];
  const refusals = new Map<MadeRecord, string>();
  for (const record of records) {
    const refusal = await remove(record, deps);
    if (refusal !== undefined) refusals.set(record, refusal);
  }
  const after = await findTagged(halo).catch((thrown) => ExtensionError.from(thrown));
  const stillThere = after instanceof ExtensionError ? [] : after;
  const remaining = [
    ...refusals.keys(),
    ...stillThere.filter((one) => !records.some((other) => isSame(one, other) && refusals.has(other))),
  ];
  const instanceUrl = new URL(await deps.instanceOf(DOCTOR_OID));
  const leftovers = remaining.map((record) => ({
    ...record,
    url: addressOf(instanceUrl, record),
    why: refusals.get(record) ?? 'HaloPSA accepted the removal, but still lists it.',
  }));
  const blind = [found, after].find((one) => one instanceof ExtensionError);
  return { ...judge(records.length, leftovers, blind), leftovers };
}

function judge(count: number, leftovers: readonly Leftover[], blind: ExtensionError | undefined): Judgement {
  if (leftovers.length > 0) {
    const list = leftovers.map(({ kind, id, url, why }) => `${kind} ${id} (${url}): ${why}`).join(' ');
    return fail('halo_rejected', `${leftovers.length} of ${count} records could not be removed. ${list}`, REMEDY);
  }
  if (blind) return fail(blind.code, `Whether everything is gone could not be verified: ${blind.message}`, REMEDY);
  return ok(count === 0 ? 'There is nothing to remove.' : `${count} records were removed, and are gone.`);
}

const REMEDY =
  "Remove what is left in HaloPSA, or let the agent's role delete tickets and assets and run `npm run doctor -- clean`.";

/** Why not; undefined where it is gone, also where it was gone before. */
async function remove({ kind, id }: MadeRecord, deps: Dependencies): Promise<string | undefined> {
  const { oid, deadlineAtMs } = newDelivery(deps);
  const removals = createRemovals(createTransport({ oid, deadlineAtMs }, deps));
  try {
    if (kind === 'ticket') await removals.ticket(id, 'A test record of halopsa-doctor');
    else await removals.asset(id);
    return undefined;
  } catch (thrown) {
    const { code, message } = ExtensionError.from(thrown);
    return code === 'not_found' ? undefined : message;
  }
}

const isSame = (one: MadeRecord, other: MadeRecord): boolean => one.kind === other.kind && one.id === other.id;
