import type { Figure } from '../row.ts';
import { milliseconds, number } from '../support/format.ts';
import { atMost } from '../support/goals.ts';
import { spreadOf } from '../support/statistics.ts';
import type { WarmTimes } from './child.ts';

export interface WarmCase extends WarmTimes {
  what: string;
  latencyMs: number;
  /** Whether the two calls of the ledger's table are part of it. */
  usesLedger: boolean;
  /** Whether the goals are for this case. */
  judged: boolean;
}

const MAX_P50_MS = 2;
const MAX_P99_MS = 8;
/** By latency: how much longer than the bare POST. */
const MAX_RATIO = new Map([
  [0, 2.5],
  [100, 1.03],
]);

/** create_ticket needs one round trip, so what it takes above one latency is ours, and the machine's. */
export const summariseWarm = (cases: readonly WarmCase[]): Figure[] => cases.flatMap(summariseCase);

function summariseCase({ what, latencyMs, usesLedger, judged, oursMs, bareMs, tableMs }: WarmCase): Figure[] {
  const ours = spreadOf(oursMs);
  const bare = spreadOf(bareMs);
  const table = spreadOf(tableMs);
  const overhead = spreadOf(oursMs.map((ms) => ms - latencyMs));
  const ratio = ours.median / bare.median;
  const maxRatio = MAX_RATIO.get(latencyMs);
  const name = `${what}, ${latencyMs} ms`;
  const isTimed = judged && latencyMs === 0;
  return [
    {
      what: name,
      figure: milliseconds(ours),
      against: `bare POST ${milliseconds(bare)}`,
      ratio,
      ...(judged && maxRatio !== undefined && { goal: atMost(ratio, maxRatio) }),
    },
    ...(usesLedger ? [besideTable(name, ours.median, bare.median, table.median)] : []),
    {
      what: `${name}: p50 above the latency`,
      figure: `${number(overhead.median)} ms`,
      against: `bare ${number(bare.median - latencyMs)} ms`,
      ...(isTimed && { goal: atMost(overhead.median, MAX_P50_MS, { unit: 'ms' }) }),
    },
    {
      what: `${name}: p99 above the latency`,
      figure: `${number(overhead.p99)} ms`,
      against: `bare ${number(bare.p99 - latencyMs)} ms`,
      ...(isTimed && { goal: atMost(overhead.p99, MAX_P99_MS, { unit: 'ms' }) }),
    },
  ];
}

/** The table here is an emulator in JavaScript, slower than DynamoDB: this shows what is left without its time. */
const besideTable = (name: string, oursMs: number, bareMs: number, tableMs: number): Figure => ({
  what: `${name}: beside POST and table`,
  figure: `${number(oursMs)} ms`,
  against: `bare POST ${number(bareMs)} ms + the two table calls alone ${number(tableMs)} ms`,
  ratio: oursMs / (bareMs + tableMs),
});
