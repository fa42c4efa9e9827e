import type { LocalFunction } from '../../infra/local/template.ts';
import type { Services } from '../services/start-services.ts';
import { directEvent } from './events.ts';
import { startMeasuredWorker } from './start-measured-worker.ts';
import { TICKET } from './ticket.ts';

/** What we send for a ticket, which the bare client then sends too, so that HaloPSA has the same to do. */
export async function bodyOfOurs(createTicket: LocalFunction, services: Services): Promise<string> {
  const worker = await startMeasuredWorker(createTicket);
  try {
    await worker.answer(directEvent({ action: 'create_ticket', input: TICKET }));
    const sent = (await services.calls()).find(({ path }) => path === '/api/Tickets');
    return JSON.stringify(sent?.body);
  } finally {
    await worker.close();
  }
}
