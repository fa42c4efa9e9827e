import { fail, type Judgement, ok } from '../../../lib/checks/judgement.ts';
import { ExtensionError } from '../../../lib/errors.ts';
import type { DoctorDeps } from '../connect.ts';
import { findTagged } from './find-tagged.ts';
import { addressOf, isSame, type Leftover, type MadeRecord } from './leftover.ts';
import { removeRecord } from './remove-record.ts';

export type Removal = Judgement & { leftovers: Leftover[] };

export interface Removable {
  /** Records whose number is known. */
  made: readonly MadeRecord[];
  /** Records with this tag go too, since of a write whose reply was lost nobody knows the number. */
  tag: string;
}

/** Removes the records and looks whether they are gone. Throws nothing: it is what comes after a failure. */
export async function removeRecords({ made, tag }: Removable, deps: DoctorDeps): Promise<Removal> {
  const before = await look(deps, tag);
  const records = [...made, ...before.found.filter((one) => !made.some((other) => isSame(one, other)))];
  const refusals = new Map<MadeRecord, string>();
  for (const record of records) {
    const refusal = await removeRecord(record, deps);
    if (refusal !== undefined) refusals.set(record, refusal);
  }
  const after = records.length > 0 ? await look(deps, tag) : before;
  const stillThere = after.found.filter((one) => ![...refusals.keys()].some((other) => isSame(one, other)));
  const instanceUrl = deps.connection().instanceUrl;
  const leftovers = [...refusals.keys(), ...stillThere].map((record) => ({
    ...record,
    url: addressOf(instanceUrl, record),
    why: refusals.get(record) ?? 'HaloPSA accepted the removal, but still lists it.',
  }));
  return { ...judgeRemoval(records.length, leftovers, before.error ?? after.error), leftovers };
}

async function look(deps: DoctorDeps, tag: string): Promise<{ found: MadeRecord[]; error?: ExtensionError }> {
  try {
    return { found: await findTagged(deps.halo(), tag) };
  } catch (thrown) {
    return { found: [], error: ExtensionError.from(thrown) };
  }
}

/** @param blind why HaloPSA's lists could not be looked through */
export function judgeRemoval(count: number, leftovers: readonly Leftover[], blind?: ExtensionError): Judgement {
  if (leftovers.length > 0) {
    const list = leftovers.map(({ kind, id }) => `${kind} ${id}`).join(', ');
    return fail('halo_rejected', `${leftovers.length} of ${plural(count)} could not be removed: ${list}.`, REMEDY);
  }
  if (blind) return fail(blind.code, `Whether everything is gone could not be verified: ${blind.message}`, REMEDY);
  if (count === 0) return ok('There is nothing to remove.');
  return ok(`${plural(count)} ${count === 1 ? 'was' : 'were'} removed, and ${count === 1 ? 'is' : 'are'} gone.`);
}

const plural = (count: number) => (count === 1 ? '1 record' : `${count} records`);

const REMEDY =
  "Remove what is left in HaloPSA, or let the agent's role delete tickets and assets and run `npm run doctor -- clean`.";
