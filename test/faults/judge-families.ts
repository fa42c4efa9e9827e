import type { Family } from './family.ts';
import { familiesIn } from './family.ts';
import type { Violation } from './judge.ts';
import { judgeMachines } from './judge-machines.ts';
import { judgeNotes } from './judge-notes.ts';
import { judgeSuccession } from './judge-succession.ts';
import type { Play } from './play.ts';
import type { World } from './world.ts';

/** Holds the tickets of each key against what LimaCharlie was told of its messages. */
export function judgeFamilies(world: World, played: Play): Violation[] {
  return familiesIn(world, played).flatMap((family) =>
    [
      ...judgeAnswers(family),
      ...judgeSuccession(family, world.scenario, played.ended),
      ...judgeNotes(family),
      ...judgeMachines(family, world.halo[family.org].state.assets),
    ].map(({ rule, detail }) => ({ rule, detail: `${family.org} ${family.name}: ${detail}` })),
  );
}

/** Each answer is of a ticket that is there, and each ticket was opened by one message. */
function judgeAnswers({ answered, tickets }: Family): Violation[] {
  const stray = answered.filter(({ ticketId }) => !tickets.some(({ id }) => id === ticketId));
  const openersOf = (ticketId: number) => answered.filter((one) => one.ticketId === ticketId && isOpener(one.data));
  const claimedTwice = tickets.filter(({ id }) => openersOf(id).length > 1);
  return [
    ...stray.map(({ ticketId }): Violation => ({ rule: 'lost', detail: `no ticket ${ticketId}` })),
    ...claimedTwice.map(({ id }): Violation => ({ rule: 'wrong_record', detail: `two messages opened ticket ${id}` })),
  ];
}

const isOpener = (answer: Record<string, unknown>): boolean =>
  answer.created === true || (answer._meta as { deduplicated?: boolean } | undefined)?.deduplicated === false;
