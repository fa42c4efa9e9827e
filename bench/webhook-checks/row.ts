import type { LocalFunction } from '../../infra/local/template.ts';
import type { Bench, Row } from '../row.ts';
import { inChild } from '../support/in-child.ts';
import type { ChecksInput, CheckTimes } from './child.ts';
import { type CheckCase, summariseChecks } from './summary.ts';

const CHILD = new URL('child.ts', import.meta.url);

const MESSAGES = [
  { what: '20 kB body', jsonBytes: 20_000, repetitions: 2_000, maxP99Ms: 1 },
  { what: '1 MB body', jsonBytes: 1_000_000, repetitions: 200, maxP99Ms: 15 },
];

/** Inflate, verify, parse, validate: what anybody on the internet can make the webhook do. Sizes are those of the JSON. */
export const webhookChecks: Row = {
  name: 'webhook-checks',
  title: 'Webhook checks: inflate, verify, parse, validate',
  inQuick: false,
  async measure({ functions, quick }: Bench) {
    const fn = functions.get('limacharlie_webhook') as LocalFunction;
    const cases: CheckCase[] = [];
    for (const { what, jsonBytes, repetitions, maxP99Ms } of MESSAGES) {
      const input: ChecksInput = { jsonBytes, repetitions: quick ? repetitions / 10 : repetitions };
      cases.push({ what, maxP99Ms, ...(await inChild<CheckTimes>(CHILD, fn, input)) });
    }
    return summariseChecks(cases);
  },
};
