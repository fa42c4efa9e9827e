import type { HttpReply } from '../http/exchange.ts';
import { defineCheck } from './check.ts';
import { type Judgement, ok, warn } from './judgement.ts';

/** Below this share of the limit, the extension and people are in each other's way. */
const LOW_REMAINING = 30;

export const rateLimit = defineCheck({
  name: 'rate_limit',
  needs: ['reply'],
  run: ({ replyHeaders, callsPer5Minutes }) => judgeRateLimit(replyHeaders, callsPer5Minutes),
});

/**
 * @param all the headers of every reply, in their order; the last word counts
 * @param ownLimit calls in 5 minutes; 0: none
 */
export function judgeRateLimit(all: readonly HttpReply['headers'][], ownLimit: number): Judgement {
  const told = Object.entries(Object.assign({}, ...all) as HttpReply['headers']).filter(([name]) =>
    /rate-?limit/.test(name),
  );
  if (told.length === 0)
    return ok(`HaloPSA shows no rate limit. It is known to allow 300 calls in 5 minutes. ${kept(ownLimit)}`);
  const text = told.map(([name, value]) => `${name}: ${value}`).join(', ');
  const remaining = Number(told.find(([name]) => name.endsWith('remaining'))?.[1] ?? Number.NaN);
  if (remaining < LOW_REMAINING)
    return warn(`Little is left of HaloPSA's rate limit: ${text}.`, 'Find out who else calls it, or have it raised.');
  return ok(`HaloPSA's rate limit: ${text}.`);
}

/** The doctor holds nothing back either: it runs beside the stage, and for a minute. */
const kept = (ownLimit: number): string =>
  ownLimit > 0
    ? `The extension keeps to ${ownLimit} by itself.`
    : 'Here no call is held back; the limit of a stage is `haloCallsPer5Minutes`.';
