import { fail, type Judgement, skipped } from '../../../lib/checks/judgement.ts';
import { ExtensionError } from '../../../lib/errors.ts';
import type { DoctorDeps } from '../connect.ts';
import type { DoctorOptions } from '../options.ts';
import { createProbeContext, type ProbeContext } from '../probe/context.ts';
import { removeRecords } from '../probe/remove-records.ts';
import type { DoctorReport, DoctorRun } from '../report.ts';
import { type Endpoint, readsOf, writesOf } from './endpoints.ts';
import { judgeMatrix, judgeMinimum, minimumOf } from './judge-matrix.ts';
import { CANDIDATES, type ScopeRow } from './matrix.ts';
import { prepareReads, prepareWrites } from './prepare-targets.ts';
import { tryScope } from './try-scope.ts';

type MatrixOptions = Pick<DoctorOptions, 'write' | 'testClientId' | 'assetTypeId'>;
type MatrixRun = Pick<DoctorReport, 'checks' | 'matrix' | 'leftovers' | 'interrupted'>;

/** Every candidate scope alone against every endpoint. What writes make is removed, also where it fails or somebody ends it. */
export async function runMatrix(options: MatrixOptions, deps: DoctorDeps, run: DoctorRun): Promise<MatrixRun> {
  const report: MatrixRun = { checks: [], interrupted: false };
  const tell = (name: string, judgement: Judgement) => {
    report.checks.push({ name, ...judgement });
    run.onResult({ name, ...judgement });
  };
  const context = await createProbeContext(options, deps);
  const rows: ScopeRow[] = [];
  try {
    const verification = await fillRows(rows, { options, context, run }, deps);
    report.matrix = judgeMatrix(rows, verification, options.write);
    tell('minimum', run.stop.aborted ? skipped('Not judged, since somebody ended it.') : judgeMinimum(report.matrix));
  } catch (thrown) {
    const { code, message, hint = '' } = ExtensionError.from(thrown);
    if (rows.length > 0) report.matrix = judgeMatrix(rows, undefined, options.write);
    tell('matrix', fail(code, `It could not be completed: ${message}`, hint));
  } finally {
    if (options.write) {
      const { leftovers, ...judgement } = await removeRecords(context, deps);
      report.leftovers = leftovers;
      tell('clean_up', judgement);
    }
  }
  return { ...report, interrupted: run.stop.aborted };
}

/** Puts each row onto `rows` as it comes. @returns what the minimum together may call; undefined where there is none. */
async function fillRows(
  rows: ScopeRow[],
  { options, context, run }: { options: MatrixOptions; context: ProbeContext; run: DoctorRun },
  deps: DoctorDeps,
): Promise<ScopeRow | undefined> {
  const endpoints = await prepareEndpoints(options, context, deps);
  const attempt = (scope: string) => {
    run.onProgress(scope);
    return tryScope(scope, { endpoints, made: context.made }, deps);
  };
  for (const scope of CANDIDATES) {
    if (run.stop.aborted) return undefined;
    rows.push(await attempt(scope));
  }
  const minimum = minimumOf(rows);
  return minimum && attempt(minimum.join(' '));
}

async function prepareEndpoints(
  { write }: MatrixOptions,
  context: ProbeContext,
  deps: DoctorDeps,
): Promise<readonly Endpoint[]> {
  if (!write) return readsOf(await prepareReads(deps));
  const targets = await prepareWrites(context, deps);
  return [...readsOf(targets), ...writesOf(targets)];
}
