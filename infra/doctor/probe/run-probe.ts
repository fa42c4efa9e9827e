import { fail, type Judgement, skipped } from '../../../lib/checks/judgement.ts';
import type { CheckResult } from '../../../lib/checks/run-checks.ts';
import { ExtensionError } from '../../../lib/errors.ts';
import type { DoctorDeps } from '../connect.ts';
import type { DoctorOptions } from '../options.ts';
import type { DoctorReport, DoctorRun } from '../report.ts';
import { createProbeContext, type ProbeContext } from './context.ts';
import { type Removal, removeRecords } from './remove-records.ts';
import { type Progress, STEPS, type Step, type StepOutcome } from './steps.ts';

type ProbeReport = Pick<DoctorReport, 'checks' | 'leftovers' | 'interrupted'>;

/** The actions end to end, and then the removal of all that they made, whatever became of them and also where somebody ends it. */
export async function runProbe(
  options: Pick<DoctorOptions, 'testClientId' | 'assetTypeId'>,
  deps: DoctorDeps,
  { onResult, stop }: Pick<DoctorRun, 'onResult' | 'stop'>,
): Promise<ProbeReport> {
  const checks: CheckResult[] = [];
  const tell = (name: string, judgement: Judgement) => {
    checks.push({ name, ...judgement });
    onResult({ name, ...judgement });
  };
  const context = await createProbeContext(options, deps);
  const progress: Partial<Progress> = {};
  let removal: Removal | undefined;
  try {
    for (const step of STEPS) {
      const { progress: found, ...judgement } = await runStep(step, context, progress, stop);
      Object.assign(progress, found);
      tell(step.name, judgement);
    }
  } finally {
    removal = await removeRecords(context, deps);
    const { leftovers: _, ...judgement } = removal;
    tell('clean_up', judgement);
  }
  return { checks, leftovers: removal.leftovers, interrupted: stop.aborted };
}

/** A step under way is let finish, so that the number of what it makes is known. */
async function runStep(
  step: Step,
  context: ProbeContext,
  progress: Partial<Progress>,
  stop: AbortSignal,
): Promise<StepOutcome> {
  if (stop.aborted) return skipped('Not done, since somebody ended the probe.');
  if (step.needs.some((need) => progress[need] === undefined))
    return skipped('Not done, since it needs what failed above.');
  try {
    return await step.run(context, progress as Progress);
  } catch (thrown) {
    const { code, message, hint = '' } = ExtensionError.from(thrown);
    return fail(code, message, hint);
  }
}
