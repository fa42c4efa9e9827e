import type { SendHalo } from '../transport.ts';

/** Taking records away. No action does, so it is no part of `HaloApi`; the doctor cleans up after itself with it. */
export interface Removals {
  /** HaloPSA keeps it as deleted: it is in no list but that of deleted tickets. */
  ticket(id: number, reason: string): Promise<void>;
  asset(id: number): Promise<void>;
}

export function createRemovals(send: SendHalo): Removals {
  return {
    async ticket(id, reason) {
      await send({ method: 'DELETE', path: `/Tickets/${id}`, scope: 'edit:tickets', query: { reason } });
    },
    async asset(id) {
      await send({ method: 'DELETE', path: `/Asset/${id}`, scope: 'edit:assets' });
    },
  };
}
