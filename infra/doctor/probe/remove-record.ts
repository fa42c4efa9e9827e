import { ExtensionError } from '../../../lib/errors.ts';
import { createRemovals } from '../../../lib/halopsa/resources/removals.ts';
import { createTransport } from '../../../lib/halopsa/transport.ts';
import { type DoctorDeps, newDelivery } from '../connect.ts';
import type { MadeRecord } from './leftover.ts';

/** @returns why it could not be removed; undefined where it is gone, also where it was gone before */
export async function removeRecord({ kind, id }: MadeRecord, deps: DoctorDeps): Promise<string | undefined> {
  const removals = createRemovals(createTransport(newDelivery(deps), deps));
  try {
    if (kind === 'ticket') await removals.ticket(id, 'A test record of halopsa-doctor');
    else await removals.asset(id);
    return undefined;
  } catch (thrown) {
    const { code, message } = ExtensionError.from(thrown);
    return code === 'not_found' ? undefined : message;
  }
}
