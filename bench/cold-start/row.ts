import { randomUUID } from 'node:crypto';
import type { LocalFunction } from '../../infra/local/template.ts';
import type { Bench, Row } from '../row.ts';
import { buildStandIn } from '../stand-ins/build-stand-in.ts';
import { directEvent, webhookEvent } from '../support/events.ts';
import { measuredFunction } from '../support/measured-function.ts';
import { TICKET } from '../support/ticket.ts';
import { type Candidate, coldStartsInTurns } from './in-turns.ts';
import { summariseColdStarts } from './summary.ts';

const ROUNDS = 21;
const QUICK_ROUNDS = 5;

const direct = () => directEvent({ action: 'create_ticket', input: TICKET });

/** From the start of a function's process to its first answer, which is a ticket that HaloPSA has made. */
export const coldStart: Row = {
  name: 'cold-start',
  title: 'Cold start: spawn to first answer',
  inQuick: true,
  async measure({ services, functions, workDir, quick }: Bench) {
    const standIn = async (name: string) =>
      measuredFunction(name, (await buildStandIn(name, workDir)).folder, services);
    const ours = (name: string) => functions.get(name) as LocalFunction;
    const candidates: Candidate[] = [
      { fn: await standIn('empty'), event: direct },
      { fn: await standIn('plain'), event: direct },
      { fn: ours('create_ticket'), event: direct },
      {
        fn: ours('create_ticket'),
        event: () => directEvent({ action: 'create_ticket', input: TICKET, idempotencyKey: randomUUID() }),
      },
      { fn: ours('limacharlie_webhook'), event: () => webhookEvent('create_ticket', TICKET) },
    ];
    const [empty = [], plain = [], create = [], keyed = [], webhook = []] = await coldStartsInTurns(
      candidates,
      quick ? QUICK_ROUNDS : ROUNDS,
    );
    return summariseColdStarts({
      empty,
      plain,
      functions: [
        { what: 'create_ticket', firstAnswersMs: create, goal: 0.6 },
        { what: 'create_ticket with a key (ledger)', firstAnswersMs: keyed },
        { what: 'limacharlie_webhook (ledger)', firstAnswersMs: webhook, goal: 0.75 },
      ],
    });
  },
};
