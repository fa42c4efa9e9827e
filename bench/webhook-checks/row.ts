import type { LocalFunction } from '../../infra/local/template.ts';
import type { Bench, Row } from '../row.ts';
import { inChild } from '../support/in-child.ts';
import type { ChecksInput, CheckTimes } from './child.ts';
import { type CheckCase, summariseChecks } from './summary.ts';

const CHILD = new URL('child.ts', import.meta.url);

const MESSAGES = [
  { what: '20 kB of JSON', bytes: 20_000, by: 'json', repetitions: 2_000, maxP99Ms: 1 },
  { what: '20 kB gzipped', bytes: 20_000, by: 'gzip', repetitions: 2_000, maxP99Ms: 1 },
  { what: '1 MB of JSON', bytes: 1_000_000, by: 'json', repetitions: 200, maxP99Ms: 15 },
  { what: '1 MB gzipped', bytes: 1_000_000, by: 'gzip', repetitions: 100, maxP99Ms: 15 },
] as const;

/** Inflate, verify, parse, validate: what anybody on the internet can make the webhook do. */
export const webhookChecks: Row = {
  name: 'webhook-checks',
  title: 'Webhook checks: inflate, verify, parse, validate',
  inQuick: false,
  async measure({ functions, quick }: Bench) {
    const fn = functions.get('limacharlie_webhook') as LocalFunction;
    const cases: CheckCase[] = [];
    for (const { what, maxP99Ms, repetitions, ...size } of MESSAGES) {
      const input: ChecksInput = { ...size, repetitions: quick ? repetitions / 10 : repetitions };
      cases.push({ what, maxP99Ms, ...(await inChild<CheckTimes>(CHILD, fn, input)) });
    }
    return summariseChecks(cases);
  },
};
