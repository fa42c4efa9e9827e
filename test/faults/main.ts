/** `npm run faults -- --runs 10000 --seed 1 [--variant no-ledger] [--lanes 6] [--traces 5]`; exit 1 where a run broke a promise. */
import { parseArgs } from 'node:util';
import { drawScenarios } from './scenario.ts';
import { type Run, simulate } from './simulate.ts';
import { createSummary } from './summary.ts';
import { VARIANTS } from './variants/index.ts';
import type { Variant } from './variants/variant.ts';

const USAGE = `Usage: npm run faults -- [--runs N] [--seed N] [--variant ${Object.keys(VARIANTS).join('|')}] [--lanes N] [--traces N]`;

function readOptions(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        runs: { type: 'string', default: '500' },
        seed: { type: 'string', default: '1' },
        variant: { type: 'string', default: 'product' },
        lanes: { type: 'string', default: '6' },
        traces: { type: 'string', default: '5' },
      },
    });
    const numbers = [values.runs, values.seed, values.lanes, values.traces];
    if (
      !numbers.every((text) => /^\d{1,9}$/.test(text)) ||
      values.runs === '0' ||
      !Object.hasOwn(VARIANTS, values.variant)
    )
      throw new Error();
    return values;
  } catch {
    console.error(USAGE);
    process.exit(2);
  }
}

const values = readOptions(process.argv.slice(2));
const variant = VARIANTS[values.variant] as Variant;

const runs = Number(values.runs);
const summary = createSummary();
const startedAtMs = performance.now();
let failed = 0;

function show(run: Run): void {
  summary.add(run);
  if (run.violations.length > 0 && ++failed <= Number(values.traces)) console.log(describe(run));
  if (summary.total.runs % 500 === 0) console.log(`${summary.total.runs} of ${runs} runs, ${failed} with violations`);
}

function describe({ scenario, violations, trace }: Run): string {
  const repeat = `npm run faults -- --runs 1 --seed ${scenario.seed} --variant ${values.variant}`;
  return [
    `\nseed ${scenario.seed}: ${scenario.subject}, ${scenario.fault}, ${scenario.pace} (again: ${repeat})`,
    ...violations.map(({ rule, detail }) => `  ${rule}: ${detail}`),
    ...scenario.messages.map(
      (message, i) => `  message ${i}: ${message.org} ${message.action} ${JSON.stringify(message.data).slice(0, 200)}`,
    ),
    ...scenario.strikes.map((strike) => `  strike: ${JSON.stringify(strike)}`),
    `  HaloPSA: ${JSON.stringify(scenario.tenant)}`,
    ...trace.map((line) => `  ${line}`),
  ].join('\n');
}

await simulate({
  scenarios: drawScenarios(Number(values.seed), runs),
  variant,
  lanes: Number(values.lanes),
  onRun: show,
});
const seconds = (performance.now() - startedAtMs) / 1000;
console.log(`\n${summary.toMarkdown()}\n`);
console.log(
  `${runs} runs in ${seconds.toFixed(0)} s (${((seconds * 1000) / runs).toFixed(1)} ms a run), ${failed} with violations`,
);
process.exitCode = failed > 0 ? 1 : 0;
