import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { LocalFunction } from '../../infra/local/template.ts';
import type { Bench, Row } from '../row.ts';
import { buildStandIn } from '../stand-ins/build-stand-in.ts';
import { directEvent, webhookEvent } from '../support/events.ts';
import { measuredFunction } from '../support/measured-function.ts';
import { startMeasuredWorker } from '../support/start-measured-worker.ts';
import { TICKET } from '../support/ticket.ts';
import { type MemoryCase, summariseMemory } from './summary.ts';
import { PEAK_QUESTION, wrapBundle } from './wrap-bundle.ts';

const CALLS = { early: 1_000, late: 10_000 };
const QUICK_CALLS = { early: 100, late: 1_000 };

/** What a worker that lives long holds on to. */
export const memory: Row = {
  name: 'memory',
  title: 'Memory of one worker',
  inQuick: false,
  async measure({ services, functions, workDir, quick }: Bench) {
    const ours = (name: string) => functions.get(name) as LocalFunction;
    const plain = measuredFunction('plain', (await buildStandIn('plain', workDir)).folder, services);
    const keyed = () => directEvent({ action: 'create_ticket', input: TICKET, idempotencyKey: randomUUID() });
    const candidates = [
      { fn: ours('create_ticket'), event: keyed, judged: true },
      { fn: ours('limacharlie_webhook'), event: () => webhookEvent('create_ticket', TICKET), judged: true },
      { fn: plain, event: keyed, judged: false },
    ];
    const cases: MemoryCase[] = [];
    for (const { fn, event, judged } of candidates) {
      await services.reset();
      const codeDir = await wrapBundle(fn.codeDir, workDir, fn.name);
      cases.push({ what: fn.name, judged, ...(await peaks({ ...fn, codeDir }, event, quick ? QUICK_CALLS : CALLS)) });
    }
    return summariseMemory(cases);
  },
};

async function peaks(fn: LocalFunction, event: () => APIGatewayProxyEventV2, { early, late }: typeof CALLS) {
  const worker = await startMeasuredWorker(fn);
  const callUntil = async (count: number, done = 0) => {
    for (let i = done; i < count; i++) await worker.answer(event());
    const { peakBytes } = (await worker.answer(PEAK_QUESTION)) as { peakBytes: number };
    return { calls: count, peakBytes };
  };
  try {
    return { early: await callUntil(early), late: await callUntil(late, early) };
  } finally {
    await worker.close();
  }
}
