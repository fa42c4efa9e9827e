/** `npm run bench [-- --quick] [-- --only <row>]`; exit 1 where a goal is missed by more than noise could explain. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCli } from '../infra/local/cli/run-cli.ts';
import { PROJECT } from '../infra/local/project-paths.ts';
import { buildMeasured } from './build.ts';
import { parseOptions } from './options.ts';
import type { Bench, Figure, Row } from './row.ts';
import { ROWS } from './rows.ts';
import { startServices } from './services/start-services.ts';
import { readMachine } from './support/machine.ts';
import { renderRow } from './support/render-row.ts';
import { renderReport, withResults } from './support/report.ts';

const PAGE = join(PROJECT.root, 'docs/performance.md');
const WORK_DIR = join(PROJECT.local, 'bench');

async function runRow(row: Row, bench: Bench): Promise<Figure[]> {
  await bench.services.reset();
  const startedAtMs = performance.now();
  const figures = await row.measure(bench);
  const seconds = (performance.now() - startedAtMs) / 1000;
  console.log(`${renderRow(row, figures)}\n(${row.name}: ${seconds.toFixed(0)} s)\n`);
  return figures;
}

await runCli(async () => {
  const args = process.argv.slice(2);
  const { rows, quick } = parseOptions(args, ROWS);
  const startedAtMs = Date.now();
  const machine = await readMachine();
  const services = await startServices();
  try {
    const bench = { services, functions: await buildMeasured(WORK_DIR, services), workDir: WORK_DIR, quick };
    const measured = [];
    for (const row of rows) measured.push({ row, figures: await runRow(row, bench) });
    if (args.length === 0) {
      const report = renderReport({ machine, startedAtMs, command: 'npm run bench', rows: measured });
      await writeFile(PAGE, withResults(await readFile(PAGE, 'utf8'), report));
    }
    const failed = measured.flatMap(({ figures }) => figures).filter(({ goal }) => goal?.failed);
    for (const { what, goal } of failed) console.error(`Failed: ${what}, goal ${goal?.text}, by more than its room.`);
    return failed.length > 0 ? 1 : 0;
  } finally {
    await services.close();
  }
});
