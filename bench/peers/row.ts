import { randomUUID } from 'node:crypto';
import type { LocalFunction } from '../../infra/local/template.ts';
import { coldStartsInTurns } from '../cold-start/in-turns.ts';
import type { Bench, Row } from '../row.ts';
import { buildStandIn } from '../stand-ins/build-stand-in.ts';
import { deliver } from '../support/deliver.ts';
import { directEvent } from '../support/events.ts';
import { inChild } from '../support/in-child.ts';
import { measuredFunction } from '../support/measured-function.ts';
import { TICKET } from '../support/ticket.ts';
import { type PeerCase, summarisePeers } from './summary.ts';
import type { TurnsInput } from './turns-child.ts';

const CHILD = new URL('turns-child.ts', import.meta.url);
const MESSAGES = 100;
const WARM_UPS = 200;

/** A peer without a memory of what it did is timed against us without a key, which then have none either. */
const PEERS = [
  { peer: 'undici + own token cache', standIn: 'plain', withKey: false },
  { peer: 'axios + zod + Powertools', standIn: 'usual-stack', withKey: true },
];

const ticketEvent = (withKey: boolean) =>
  directEvent({ action: 'create_ticket', input: TICKET, idempotencyKey: withKey ? randomUUID() : undefined });

/** npm has no HaloPSA client that we know of, and other systems' clients can't make its tickets: the peers are in `stand-ins/`. */
export const peers: Row = {
  name: 'peers',
  title: 'What a user would pick instead',
  inQuick: false,
  async measure({ services, functions, workDir, quick }: Bench) {
    const ours = functions.get('create_ticket') as LocalFunction;
    const standIn = async (name: string) =>
      measuredFunction(name, (await buildStandIn(name, workDir)).folder, services);
    const empty = await standIn('empty');
    const cases: PeerCase[] = [];
    for (const { peer, standIn: name, withKey } of PEERS) {
      const theirs = await standIn(name);
      const [emptyMs = [], oursMs = [], theirsMs = []] = await coldStartsInTurns(
        [empty, ours, theirs].map((fn) => ({ fn, event: () => ticketEvent(withKey) })),
        quick ? 5 : 21,
      );
      const [oursWarm = [], theirsWarm = []] = await inChild<number[][]>(CHILD, ours, {
        codeDirs: [ours.codeDir, theirs.codeDir],
        withKey,
        warmUps: WARM_UPS,
        calls: quick ? 100 : 1_000,
      } satisfies TurnsInput);
      const messages = Array.from({ length: MESSAGES }, () => ticketEvent(true));
      const load = [[messages, messages]];
      cases.push({
        peer,
        cold: { empty: emptyMs, ours: oursMs, peers: theirsMs },
        warm: { ours: oursWarm, peers: theirsWarm },
        calls: {
          messages: MESSAGES,
          ours: await deliver(ours, load, services),
          peers: await deliver(theirs, load, services),
        },
      });
    }
    return summarisePeers(cases);
  },
};
