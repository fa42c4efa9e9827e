import type { CheckResult } from '../../lib/checks/run-checks.ts';
import { DOCTOR_OID, type DoctorDeps, newDelivery } from './connect.ts';
import type { DoctorOptions } from './options.ts';
import { removeRecords } from './probe/remove-records.ts';
import { runProbe } from './probe/run-probe.ts';
import { TAG } from './probe/tag.ts';
import type { DoctorReport, DoctorRun } from './report.ts';
import { runMatrix } from './scopes/run-matrix.ts';

/** As long as all checks together may take. */
const CHECKS_MS = 90_000;

/** What a command needs to know before it begins; without an entry, everything. */
const LAST_CHECK: Record<string, string> = { scopes: 'scopes', clean: 'token', probe: 'scopes' };

/** The set-up is checked first, whatever the command: where it is wrong, nothing else could say anything but that. */
export async function runDoctor(options: DoctorOptions, deps: DoctorDeps, run: DoctorRun): Promise<DoctorReport> {
  const { command } = options;
  const { defaults } = await deps.policyOf(DOCTOR_OID);
  const deadlineAtMs = deps.clock.nowMs() + CHECKS_MS;
  const view = { config: defaults, onResult: run.onResult, until: LAST_CHECK[command] };
  const connection = await deps.checkConnection({ ...newDelivery(deps), deadlineAtMs }, view);
  const report = { command, ...connection };
  if (!canGoOn(report, options)) return report;
  const more = await runCommand(options, deps, run);
  const checks = [...connection.checks, ...more.checks];
  return { ...report, ...more, checks, ok: checks.every(({ status }) => status !== 'fail') };
}

/** A matrix shows what scopes there are, and so may begin with wrong ones. */
function canGoOn({ ok, checks }: DoctorReport, { command, matrix }: DoctorOptions): boolean {
  if (command === 'check' || (command === 'scopes' && !matrix)) return false;
  if (command === 'scopes') return checks.every(({ status, code }) => status !== 'fail' || code === 'scope_missing');
  return ok;
}

async function runCommand(
  options: DoctorOptions,
  deps: DoctorDeps,
  run: DoctorRun,
): Promise<Partial<DoctorReport> & { checks: CheckResult[] }> {
  if (options.command === 'probe') return runProbe(options, deps, run);
  if (options.command === 'scopes') return runMatrix(options, deps, run);
  const { leftovers, ...judgement } = await removeRecords({ made: [], tag: TAG }, deps);
  const check = { name: 'clean_up', ...judgement };
  run.onResult(check);
  return { checks: [check], leftovers };
}
