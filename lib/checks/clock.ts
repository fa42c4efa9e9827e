import { defineCheck } from './check.ts';
import { type Judgement, ok, warn } from './judgement.ts';

/** The header has whole seconds, and the way there takes its time. */
const TOLERANCE_SECONDS = 60;

/** Whether this machine and HaloPSA agree on the time: AWS refuses signatures that are minutes off, TLS certificates that are not valid yet. */
export const clock = defineCheck({
  name: 'clock',
  needs: ['contact', 'reply'],
  run: (_, { contact, reply }) => judgeClock(reply.headers.date, (contact.sentAtMs + contact.receivedAtMs) / 2),
});

/** @param nowMs when the reply was written, by this machine's clock */
export function judgeClock(date: string | undefined, nowMs: number): Judgement {
  const theirsMs = Date.parse(date ?? '');
  if (Number.isNaN(theirsMs)) return ok('HaloPSA does not say what time it is there, so the clocks were not compared.');
  const aheadSeconds = Math.round((nowMs - theirsMs) / 1000);
  if (Math.abs(aheadSeconds) <= TOLERANCE_SECONDS) return ok("This machine's clock agrees with HaloPSA's.");
  return warn(
    `This machine's clock is ${Math.abs(aheadSeconds)} seconds ${aheadSeconds > 0 ? 'ahead of' : 'behind'} HaloPSA's.`,
    'Have this machine synchronise its clock; AWS refuses signed calls that are 5 minutes off.',
  );
}
