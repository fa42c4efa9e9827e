import { randomUUID } from 'node:crypto';
import { directEvent } from '../support/events.ts';
import { answerParent } from '../support/in-child.ts';
import { loadHandler } from '../support/load-handler.ts';
import { TICKET } from '../support/ticket.ts';
import { timed } from '../support/timed.ts';

export interface TurnsInput {
  codeDirs: string[];
  withKey: boolean;
  warmUps: number;
  calls: number;
}

/** Several bundles in one process take turns. Answers each one's times in milliseconds. */
answerParent(async ({ codeDirs, withKey, warmUps, calls }: TurnsInput): Promise<number[][]> => {
  const handlers = await Promise.all(codeDirs.map((codeDir) => loadHandler(codeDir)));
  const times: number[][] = handlers.map(() => []);
  for (let i = -warmUps; i < calls; i++) {
    for (const [index, call] of handlers.entries()) {
      const idempotencyKey = withKey ? randomUUID() : undefined;
      const event = directEvent({ action: 'create_ticket', input: TICKET, idempotencyKey });
      const elapsedMs = await timed(() => call(event));
      if (i >= 0) times[index]?.push(elapsedMs);
    }
  }
  return times;
});
