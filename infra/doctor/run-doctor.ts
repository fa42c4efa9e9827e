import type { CheckResult } from '../../lib/checks/run-checks.ts';
import type { Dependencies } from '../../lib/runtime/dependencies.ts';
import { DOCTOR_OID, newDelivery } from './connect.ts';
import type { DoctorOptions } from './options.ts';
import { removeRecords } from './probe/remove-records.ts';
import { runProbe } from './probe/run-probe.ts';
import type { DoctorReport, OnResult } from './report.ts';
import { runMatrix } from './scopes/run-matrix.ts';

export interface DoctorRun {
  onResult: OnResult;
  /** Told what takes time, when it begins. */
  onProgress(what: string): void;
  stop: AbortSignal;
}

/** As long as all checks together may take. */
const CHECKS_MS = 90_000;

/** The set-up is checked first, whatever the command: where it is wrong, nothing else could say anything but that. */
export async function runDoctor(options: DoctorOptions, deps: Dependencies, run: DoctorRun): Promise<DoctorReport> {
  const { command } = options;
  const { defaults } = await deps.policyOf(DOCTOR_OID);
  const deadlineAtMs = deps.clock.nowMs() + CHECKS_MS;
  const view = { config: defaults, onResult: run.onResult, ...(command !== 'check' && { until: LAST_CHECK[command] }) };
  const connection = await deps.checkConnection({ ...newDelivery(deps), deadlineAtMs }, view);
  const report = { command, ...connection };
  if (!canGoOn(report, options)) return report;
  const more = await runCommand(options, deps, run);
  const checks = [...connection.checks, ...more.checks];
  return { ...report, ...more, checks, ok: isWell(checks) };
}

/** What a command needs to know before it begins. */
const LAST_CHECK: Record<string, string> = { scopes: 'scopes', clean: 'token', probe: 'scopes' };

/** A matrix shows what scopes there are, and so may begin with too few. */
function canGoOn({ ok, checks }: DoctorReport, { command, matrix }: DoctorOptions): boolean {
  if (command === 'check' || (command === 'scopes' && !matrix)) return false;
  if (command === 'scopes') return checks.every(({ name, status }) => status !== 'fail' || name === 'scopes');
  return ok;
}

async function runCommand(
  options: DoctorOptions,
  deps: Dependencies,
  run: DoctorRun,
): Promise<Partial<DoctorReport> & Pick<DoctorReport, 'checks'>> {
  if (options.command === 'probe') return runProbe(options, deps, run);
  if (options.command === 'scopes') return runMatrix(options, deps, run);
  const { leftovers, ...judgement } = await removeRecords([], deps);
  const check = { name: 'clean up', ...judgement };
  run.onResult(check);
  return { checks: [check], leftovers };
}

const isWell = (checks: readonly CheckResult[]) => checks.every(({ status }) => status !== 'fail');
