import type { LocalFunction } from '../../infra/local/template.ts';
import type { Bench, Row } from '../row.ts';
import { webhookEvent } from '../support/events.ts';
import { startMeasuredWorker } from '../support/start-measured-worker.ts';
import { TICKET } from '../support/ticket.ts';
import { countTrips } from './count.ts';
import { type CountedCase, summariseTrips } from './summary.ts';

/** Long against everything that lies between an answer and the next call. */
const LATENCY_MS = 300;

interface Case {
  what: string;
  action: string;
  input(ticketId: number): Record<string, unknown>;
  expected: number;
}

const CASES: readonly Case[] = [
  { what: 'create a ticket', action: 'create_ticket', input: () => TICKET, expected: 1 },
  { what: 'update a ticket', action: 'update_ticket', input: (id) => ({ id, priority_id: 2 }), expected: 1 },
  { what: 'add a note', action: 'add_action', input: (id) => ({ ticket_id: id, note: 'Seen again.' }), expected: 1 },
  { what: 'search', action: 'search_tickets', input: () => ({ search: 'WS-042' }), expected: 1 },
  {
    what: 'look up a client',
    action: 'lookup_client_site',
    input: () => ({ type: 'client', search: 'Northwind' }),
    expected: 1,
  },
  {
    what: 'link an existing asset',
    action: 'link_asset_to_ticket',
    input: (id) => ({ ticket_id: id, hostname: 'WS-042' }),
    expected: 2,
  },
  {
    what: 'link it again',
    action: 'link_asset_to_ticket',
    input: (id) => ({ ticket_id: id, hostname: 'WS-042' }),
    expected: 1,
  },
  {
    what: 'link an asset that has to be created',
    action: 'link_asset_to_ticket',
    input: (id) => ({ ticket_id: id, hostname: 'WS-077', client_id: 12, site_id: 18, asset_type_id: 7 }),
    expected: 3,
  },
];

/** What each action asks of HaloPSA when secret and token are known, counted at the simulator. */
export const roundTrips: Row = {
  name: 'round-trips',
  title: 'Round trips to HaloPSA, warm',
  inQuick: true,
  async measure({ services, functions }: Bench) {
    const worker = await startMeasuredWorker(functions.get('limacharlie_webhook') as LocalFunction);
    const run = async (action: string, input: object) =>
      (await worker.answer(webhookEvent(action, input))) as { data: { id: number } };
    try {
      const { id } = (await run('create_ticket', TICKET)).data;
      await services.setLatency(LATENCY_MS);
      const counted: CountedCase[] = [];
      for (const { what, action, input, expected } of CASES) {
        await services.clearCalls();
        await run(action, input(id));
        counted.push({ what, expected, trips: countTrips(await services.calls(), LATENCY_MS) });
      }
      return summariseTrips(counted);
    } finally {
      await worker.close();
    }
  },
};
