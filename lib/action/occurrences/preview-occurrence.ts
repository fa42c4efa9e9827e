import { ExtensionError } from '../../errors.ts';
import type { HaloFields } from '../../halopsa/api.ts';
import type { ActionContext } from '../define-action.ts';
import { decideOccurrence } from './decide.ts';
import { occurrenceNote } from './note-text.ts';
import { withReference } from './reference.ts';
import { counterKey, type Occurrence, type Slot, slotKey } from './slot.ts';

/** For a dry run: plans what `recordOccurrence` would send, and takes and counts nothing. */
export async function previewOccurrence(
  context: ActionContext,
  dedupKey: string,
  fields: HaloFields,
): Promise<Occurrence> {
  const { halo, store, clock, config, reference } = context;
  const slot = (await store.get(await slotKey(context, dedupKey))) as Slot | undefined;
  const known = slot === undefined || slot.ticketId === 0 ? undefined : slot;
  const ticket = known && (await halo.tickets.get(known.ticketId).catch(whenNotFound));
  const counter = known && (await store.get(counterKey(known)));
  const nowMs = clock.nowMs();
  const lastAtMs = Number(counter?.lastAtMs ?? nowMs);
  const decision = decideOccurrence({ ticket, lastSeenAtMs: lastAtMs, nowMs }, config);
  if (ticket === undefined || decision === 'new') {
    return { ticket: await halo.tickets.create(withReference(fields, reference)), created: true, count: 1 };
  }
  if (decision === 'reopen' && config.reopen_status_id !== undefined) {
    await halo.tickets.update(ticket.id, { status_id: config.reopen_status_id });
  }
  const seen = {
    count: Number(counter?.count ?? 1) + 1,
    firstAtMs: Number(counter?.firstAtMs ?? nowMs),
    lastAtMs: nowMs,
  };
  await halo.ticketActions.add(ticket.id, {
    note: occurrenceNote(seen),
    hiddenfromuser: true,
    outcome: config.note_outcome ?? 'Note',
  });
  return { ticket, created: false, count: seen.count };
}

function whenNotFound(thrown: unknown): undefined {
  if (thrown instanceof ExtensionError && thrown.code === 'not_found') return undefined;
  throw thrown;
}
