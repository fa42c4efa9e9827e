import type { HaloSimulator } from '../../infra/local/halopsa-simulator/index.ts';
import type { Answered, Family, FamilyTicket } from './family.ts';
import type { Violation } from './judge.ts';

type Asset = HaloSimulator['state']['assets'][number];

/** A machine is one asset, is on the ticket that an answer says, once; and where it is not, somebody was told. */
export function judgeMachines({ name, answered, tickets }: Family, assets: readonly Asset[]): Violation[] {
  const machines = assets.map((asset) => shortName(asset.inventory_number)).filter((machine) => machine.includes(name));
  const isDouble = new Set(machines).size < machines.length;
  return [
    ...(isDouble ? [{ rule: 'duplicate', detail: `assets ${machines}` } as const] : []),
    ...tickets.flatMap((ticket) =>
      judgeTicket(
        ticket,
        answered.filter(({ ticketId }) => ticketId === ticket.id),
      ),
    ),
  ];
}

function judgeTicket({ id, summary, assetIds, isClosed, isDeleted }: FamilyTicket, answered: Answered[]): Violation[] {
  const linked = answered.flatMap(({ data }) => (data.asset as { id: number } | undefined)?.id ?? []);
  const missing = linked.filter((assetId) => !assetIds.includes(assetId));
  // Whoever was to link a machine to a ticket that ended meanwhile has gone on to the next.
  const hasEnded = isClosed || isDeleted || summary.startsWith('Storm: ');
  const told = answered.filter(
    ({ data }) => data.asset !== undefined || (data.warnings as string[] | undefined)?.length,
  );
  const hosts = new Set(told.map(({ hostname }) => hostname));
  const silent = answered.filter(({ hostname }) => hostname !== undefined && !hosts.has(hostname));
  return [
    ...(new Set(assetIds).size < assetIds.length ? [{ rule: 'duplicate', detail: `assets of ${id}` } as const] : []),
    ...(missing.length > 0 ? [{ rule: 'lost', detail: `ticket ${id} lacks assets ${missing}` } as const] : []),
    ...(!hasEnded && silent.length > 0
      ? [{ rule: 'lost', detail: `ticket ${id}: nobody linked ${silent[0]?.hostname}, or said so` } as const]
      : []),
  ];
}

const shortName = (hostname: string): string => (hostname.split('.')[0] as string).toLowerCase();
