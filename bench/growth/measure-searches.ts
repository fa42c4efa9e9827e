import { defaultSeed } from '../../infra/local/halopsa-simulator/seed.ts';
import type { LocalFunction } from '../../infra/local/template.ts';
import type { Bench } from '../row.ts';
import { type Services, startServices } from '../services/start-services.ts';
import { webhookEvent } from '../support/events.ts';
import { measuredFunction } from '../support/measured-function.ts';
import { type MeasuredWorker, startMeasuredWorker } from '../support/start-measured-worker.ts';
import { TICKET } from '../support/ticket.ts';
import { timed } from '../support/timed.ts';
import { mostInFlight } from './in-flight.ts';
import type { SearchCase } from './summary.ts';

/** 50 pages of 100 is the most that a search reads. */
const PAGES = [1, 5, 10, 25, 50];
const ROWS_PER_PAGE = 100;
const LATENCY_MS = 20;

/** A tenant of its own, in which the search for a host finds so many pages of others whose names begin like it. */
export async function measureSearches({ functions, quick }: Bench): Promise<SearchCase[]> {
  const services = await startServices({ seed: { assets: PAGES.flatMap(assetsOf) } });
  const { name, codeDir } = functions.get('limacharlie_webhook') as LocalFunction;
  const worker = await startMeasuredWorker(measuredFunction(name, codeDir, services));
  try {
    const ticketId = await createTicket(worker);
    await services.setLatency(LATENCY_MS);
    const cases: SearchCase[] = [];
    for (const pages of PAGES) cases.push(await measureSearch(pages, ticketId, quick ? 3 : 11, worker, services));
    return cases;
  } finally {
    await worker.close();
    await services.close();
  }
}

async function measureSearch(
  pages: number,
  ticketId: number,
  repetitions: number,
  worker: MeasuredWorker,
  services: Services,
): Promise<SearchCase> {
  // The first one attaches the asset; after that there is nothing but the search.
  const link = () =>
    worker.answer(webhookEvent('link_asset_to_ticket', { ticket_id: ticketId, hostname: host(pages) }));
  await link();
  await services.clearCalls();
  const elapsedMs: number[] = [];
  for (let i = 0; i < repetitions; i++) elapsedMs.push(await timed(link));
  const searches = (await services.calls()).filter(({ path }) => path === '/api/Asset');
  return {
    pages,
    elapsedMs,
    inFlight: mostInFlight(
      searches.map(({ atMs }) => atMs),
      LATENCY_MS,
    ),
  };
}

async function createTicket(worker: MeasuredWorker): Promise<number> {
  const answer = await worker.answer(webhookEvent('create_ticket', { ...TICKET, client_id: CLIENT_ID }));
  return (answer as { data: { id: number } }).data.id;
}

const CLIENT_ID = 14;
const SITE_ID = 21;
const host = (pages: number) => `HOST${pages}X`;

function assetsOf(pages: number) {
  const [template] = defaultSeed().assets;
  return Array.from({ length: pages * ROWS_PER_PAGE }, (_, i) => {
    const tag = i === 0 ? host(pages) : `${host(pages)}-${i}`;
    const place = { client_id: CLIENT_ID, site_id: SITE_ID };
    return {
      ...(template as NonNullable<typeof template>),
      ...place,
      id: pages * 10_000 + i,
      inventory_number: tag,
      key_field: tag,
    };
  });
}
