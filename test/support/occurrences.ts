import * as registry from '../../functions/registry.ts';
import type { AnyAction } from '../../lib/action/define-action.ts';
import { type ActionResult, type Delivery, runAction } from '../../lib/action/run/run-action.ts';
import { OID, startTestExtension, type TestExtension, type TestExtensionOptions } from './extension.ts';
import { createTestClock, type TestClock } from './test-clock.ts';

/** A Monday morning, ten minutes into an hour. */
export const MORNING_MS = Date.UTC(2026, 0, 5, 9, 10);
export const MINUTE_MS = 60_000;

export interface TimedExtension extends TestExtension {
  clock: TestClock;
}

/** HaloPSA and the extension on one clock, which moves by hand, or when somebody sleeps. */
export async function startTimedExtension(options: TestExtensionOptions = {}): Promise<TimedExtension> {
  const clock = createTestClock(MORNING_MS);
  const simulator = { nowMs: clock.nowMs, ...options.simulator };
  return Object.assign(await startTestExtension({ clock, ...options, simulator }), { clock });
}

const actions = registry as unknown as Record<string, AnyAction>;
let messages = 0;

/** Hands a message to the core, as either door does, but with no timer of the door's: a delivery may hang for ever. */
export function hand(
  { deps }: TestExtension,
  action: string,
  input: Record<string, unknown>,
  more: Partial<Delivery> = {},
): Promise<ActionResult> {
  const requestId = `message-${++messages}`;
  const deadlineAtMs = deps.clock.nowMs() + 25_000;
  const delivery = { oid: OID, requestId, idempotencyKey: requestId, config: {}, deadlineAtMs, ...more };
  return runAction(actions[action] as AnyAction, input, delivery, deps);
}

/** The notes about occurrences on a ticket, oldest first. */
export const seenNotes = ({ halo }: TestExtension, ticketId: number) =>
  halo.state.actions.filter(({ ticket_id: id, note }) => id === ticketId && note?.startsWith('Seen '));

/** The shortest time between two notes on one ticket; infinite where none has two. An edited note is as old as it was. */
export function shortestPauseMs(extension: TestExtension): number {
  const pauses = extension.halo.state.tickets.flatMap(({ id }) => {
    const timesMs = seenNotes(extension, id).map(({ datetime }) => Date.parse(`${datetime}Z`));
    return timesMs.slice(1).map((atMs, i) => atMs - (timesMs[i] as number));
  });
  return Math.min(...pauses);
}

export const countIn = (note: string | undefined): number => Number(/^Seen (\d+) times/.exec(note ?? '')?.[1]);
