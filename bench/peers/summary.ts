import type { Figure } from '../row.ts';
import type { CallsMade } from '../support/deliver.ts';
import { milliseconds, number } from '../support/format.ts';
import { atMost } from '../support/goals.ts';
import { spreadOf } from '../support/statistics.ts';

export interface PeerCase {
  peer: string;
  /** Milliseconds to the first answer; ours does the same work as the peer. */
  cold: { empty: number[]; ours: number[]; peers: number[] };
  warm: { ours: number[]; peers: number[] };
  calls: { messages: number; ours: CallsMade; peers: CallsMade };
}

/** The same tickets through what a user would pick instead. A ratio under 1 is ahead. */
export const summarisePeers = (cases: readonly PeerCase[]): Figure[] =>
  cases.flatMap(({ peer, cold, warm, calls }): Figure[] => {
    const base = spreadOf(cold.empty).median;
    const oursCold = spreadOf(cold.ours).median - base;
    const peersCold = spreadOf(cold.peers).median - base;
    const oursWarm = spreadOf(warm.ours);
    const peersWarm = spreadOf(warm.peers);
    const total = ({ tokens, tickets }: CallsMade) => tokens + tickets;
    const told = ({ tokens, tickets }: CallsMade) => `${tickets} tickets, ${tokens} tokens`;
    const callRatio = total(calls.ours) / total(calls.peers);
    return [
      {
        what: `${peer}: cold start above empty`,
        figure: `${number(oursCold)} ms`,
        against: `${peer} ${number(peersCold)} ms`,
        ratio: oursCold / peersCold,
        goal: atMost(oursCold / peersCold, 1),
      },
      {
        what: `${peer}: warm call`,
        figure: milliseconds(oursWarm),
        against: `${peer} ${milliseconds(peersWarm)}`,
        ratio: oursWarm.median / peersWarm.median,
        goal: atMost(oursWarm.median / peersWarm.median, 1),
      },
      {
        what: `${peer}: ${calls.messages} messages, cold, each delivered twice`,
        figure: told(calls.ours),
        against: `${peer} ${told(calls.peers)}`,
        ratio: callRatio,
        goal: atMost(callRatio, 1, { room: 0 }),
      },
    ];
  });
