import type { HttpReply } from '../http/exchange.ts';
import { defineCheck } from './check.ts';
import { type Judgement, ok, warn } from './judgement.ts';

/** Below this share of the limit, the extension and people are in each other's way. */
const LOW_REMAINING = 30;

export const rateLimit = defineCheck({
  name: 'rate_limit',
  needs: ['reply'],
  run: ({ replyHeaders }) => judgeRateLimit(replyHeaders),
});

/** @param all the headers of every reply, in their order; the last word counts */
export function judgeRateLimit(all: readonly HttpReply['headers'][]): Judgement {
  const told = Object.entries(Object.assign({}, ...all) as HttpReply['headers']).filter(([name]) =>
    /rate-?limit/.test(name),
  );
  if (told.length === 0)
    return ok(
      'HaloPSA shows no rate limit. The extension keeps to 300 calls in 5 minutes, which is what HaloPSA is known to allow.',
    );
  const text = told.map(([name, value]) => `${name}: ${value}`).join(', ');
  const remaining = Number(told.find(([name]) => name.endsWith('remaining'))?.[1] ?? Number.NaN);
  if (remaining < LOW_REMAINING)
    return warn(`Little is left of HaloPSA's rate limit: ${text}.`, 'Find out who else calls it, or have it raised.');
  return ok(`HaloPSA's rate limit: ${text}.`);
}
