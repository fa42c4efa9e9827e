import { comeAgain } from '../../../ledger/come-again.ts';
import { isGone } from '../../../ledger/item-store.ts';
import type { ActionContext } from '../../define-action.ts';
import { openingSlot, type Slot } from './slot.ts';

const POLL_MS = 100;
const MAX_POLL_MS = 800;
const POLL_RESERVE_MS = 1_000;

export type Taken =
  /** The key has a ticket. */
  | { kind: 'held'; slot: Slot }
  /** This message opens one. */
  | { kind: 'mine'; slot: Slot };

/** Takes the slot, or waits for whoever is opening its ticket. @throws ExtensionError retriable where that takes too long */
export async function takeSlot(pk: string, context: ActionContext): Promise<Taken> {
  const { store, clock, deadlineAtMs } = context;
  for (let pauseMs = POLL_MS; ; ) {
    const wanted = openingSlot(pk, context, []);
    const held = (await store.claim(wanted)) as Slot;
    if (held.owner === wanted.owner) return { kind: 'mine', slot: wanted };
    if (isGone(held, clock.nowMs())) {
      if (await store.replace(wanted, held.owner)) return { kind: 'mine', slot: wanted };
    } else if (held.state === 'open') {
      return { kind: 'held', slot: held };
    } else if (held.untilMs <= clock.nowMs() || held.reference === wanted.reference) {
      const lost = [...new Set([...held.lost.split(','), held.reference])].filter(Boolean).join(',');
      const mine: Slot = { ...wanted, previousId: held.previousId, earlierIds: held.earlierIds, lost };
      if (await store.replace(mine, held.owner)) return { kind: 'mine', slot: mine };
    } else {
      if (deadlineAtMs - clock.nowMs() < pauseMs + POLL_RESERVE_MS) throw stillOpening();
      await clock.sleep(pauseMs);
      pauseMs = Math.min(MAX_POLL_MS, pauseMs * 2);
    }
  }
}

const stillOpening = () =>
  comeAgain('Another message is still opening the ticket of this `dedup_key`.', { hint: 'Send it again.' });
