import type { LocalFunction } from '../../infra/local/template.ts';
import type { Bench, Row } from '../row.ts';
import { bodyOfOurs } from '../support/body-of-ours.ts';
import { inChild } from '../support/in-child.ts';
import type { WarmInput, WarmTimes } from './child.ts';
import { summariseWarm, type WarmCase } from './summary.ts';

const CHILD = new URL('child.ts', import.meta.url);

interface Case {
  what: string;
  functionName: string;
  door: WarmInput['door'];
  latencyMs: number;
  calls: number;
  judged: boolean;
}

const keyed = { what: 'create_ticket with a key (ledger)', functionName: 'create_ticket', judged: true } as const;
const unkeyed = { what: 'create_ticket', functionName: 'create_ticket', door: 'direct', judged: false } as const;
const CASES: readonly Case[] = [
  { ...keyed, door: 'direct with a key', latencyMs: 0, calls: 2_000 },
  { ...keyed, door: 'direct with a key', latencyMs: 20, calls: 300 },
  { ...keyed, door: 'direct with a key', latencyMs: 100, calls: 100 },
  { ...unkeyed, latencyMs: 0, calls: 2_000 },
  { ...unkeyed, latencyMs: 100, calls: 100 },
  {
    what: 'limacharlie_webhook (ledger)',
    functionName: 'limacharlie_webhook',
    door: 'webhook',
    latencyMs: 0,
    calls: 2_000,
    judged: false,
  },
];

/** Each case starts a process, and those that the goals are for are enough in CI. */
const QUICK_CASES = CASES.filter(({ judged, latencyMs }) => judged && latencyMs !== 20);

const WARM_UPS = 300;
/** 100 calls where there are most. */
const QUICK_SHARE = 0.05;

/** A ticket's time from API Gateway's event to the answer, beside the same ticket by undici alone. */
export const warm: Row = {
  name: 'warm',
  title: 'Warm overhead: event to answer',
  inQuick: true,
  async measure({ services, functions, quick }: Bench) {
    const ours = (name: string) => functions.get(name) as LocalFunction;
    const share = quick ? QUICK_SHARE : 1;
    const body = await bodyOfOurs(ours('create_ticket'), services);
    const measured: WarmCase[] = [];
    for (const { what, functionName, door, latencyMs, calls, judged } of quick ? QUICK_CASES : CASES) {
      await services.reset();
      await services.setLatency(latencyMs);
      const fn = ours(functionName);
      const times = await inChild<WarmTimes>(CHILD, fn, {
        codeDir: fn.codeDir,
        halopsaUrl: services.halopsaUrl,
        door,
        body,
        warmUps: Math.ceil((latencyMs === 0 ? WARM_UPS : WARM_UPS / 10) * share),
        calls: calls * share,
      } satisfies WarmInput);
      measured.push({ what, latencyMs, judged, usesLedger: door !== 'direct', ...times });
    }
    return summariseWarm(measured);
  },
};
