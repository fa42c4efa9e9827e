/** `npm run faults -- --runs 10000 --seed 1 [--variant no-ledger] [--lanes 6] [--traces 5]`; exit 1 where a run broke a promise. */
import { runCli } from '../../infra/local/cli/run-cli.ts';
import { parseOptions } from './options.ts';
import { drawScenarios } from './scenario.ts';
import { type Run, simulate } from './simulate.ts';
import { createSummary } from './summary.ts';
import { VARIANTS } from './variants/index.ts';
import type { Variant } from './variants/variant.ts';

await runCli(async () => {
  const options = parseOptions(process.argv.slice(2), Object.keys(VARIANTS));
  const { runs } = options;
  const summary = createSummary();
  const startedAtMs = performance.now();
  let failed = 0;

  function show(run: Run): void {
    summary.add(run);
    if (run.violations.length > 0 && ++failed <= options.traces) console.log(describe(run));
    if (summary.total.runs % 500 === 0) console.log(`${summary.total.runs} of ${runs} runs, ${failed} with violations`);
  }

  function describe({ scenario, violations, trace }: Run): string {
    const repeat = `npm run faults -- --runs 1 --seed ${scenario.seed} --variant ${options.variant}`;
    return [
      `\nseed ${scenario.seed}: ${scenario.subject}, ${scenario.fault}, ${scenario.pace} (again: ${repeat})`,
      ...violations.map(({ rule, detail }) => `  ${rule}: ${detail}`),
      ...scenario.messages.map(
        (message, i) =>
          `  message ${i}: ${message.org} ${message.action} ${JSON.stringify(message.data).slice(0, 200)}`,
      ),
      ...scenario.strikes.map((strike) => `  strike: ${JSON.stringify(strike)}`),
      `  HaloPSA: ${JSON.stringify(scenario.tenant)}`,
      ...trace.map((line) => `  ${line}`),
    ].join('\n');
  }

  await simulate({
    scenarios: drawScenarios(options.seed, runs),
    variant: VARIANTS[options.variant] as Variant,
    lanes: options.lanes,
    onRun: show,
  });
  const seconds = (performance.now() - startedAtMs) / 1000;
  console.log(`\n${summary.toMarkdown()}\n`);
  console.log(
    `${runs} runs in ${seconds.toFixed(0)} s (${((seconds * 1000) / runs).toFixed(1)} ms a run), ${failed} with violations`,
  );
  return failed > 0 ? 1 : 0;
});
