import { randomBytes } from 'node:crypto';
import { DEFAULT_NOTE_OUTCOME } from '../../../lib/action/org-config.ts';
import { fail, type Judgement, skipped } from '../../../lib/checks/judgement.ts';
import type { CheckResult } from '../../../lib/checks/run-checks.ts';
import { ExtensionError } from '../../../lib/errors.ts';
import type { Dependencies } from '../../../lib/runtime/dependencies.ts';
import { DOCTOR_OID, newDelivery } from '../connect.ts';
import type { DoctorOptions } from '../options.ts';
import type { DoctorReport, OnResult } from '../report.ts';
import { createAct } from './act.ts';
import { type Removal, removeRecords } from './remove-records.ts';
import { type ProbeContext, type Progress, STEPS, type Step, type StepOutcome } from './steps.ts';

type ProbeReport = Pick<DoctorReport, 'checks' | 'leftovers' | 'interrupted'>;

/** The actions end to end, and then the removal of all that they made, whatever became of them and also where somebody ends it. */
export async function runProbe(
  options: Pick<DoctorOptions, 'testClientId' | 'assetTypeId'>,
  deps: Dependencies,
  { onResult, stop }: { onResult: OnResult; stop: AbortSignal },
): Promise<ProbeReport> {
  const checks: CheckResult[] = [];
  const tell = (name: string, judgement: Judgement) => {
    checks.push({ name, ...judgement });
    onResult({ name, ...judgement });
  };
  const context = await createContext(options, deps);
  const progress: Partial<Progress> = {};
  let removal: Removal | undefined;
  try {
    for (const step of STEPS) {
      const { progress: made, ...judgement } = await runStep(step, context, progress, stop);
      Object.assign(progress, made);
      tell(step.name, judgement);
    }
  } finally {
    removal = await removeRecords(context.made, deps);
    const { leftovers: _, ...judgement } = removal;
    tell('clean up', judgement);
  }
  return { checks, leftovers: removal.leftovers, interrupted: stop.aborted };
}

async function createContext(
  { testClientId, assetTypeId }: Pick<DoctorOptions, 'testClientId' | 'assetTypeId'>,
  deps: Dependencies,
): Promise<ProbeContext> {
  const { defaults, allowedClientIds } = await deps.policyOf(DOCTOR_OID);
  return {
    act: createAct(deps),
    lists: deps.haloFor(newDelivery(deps), { allowedClientIds, onCall() {} }).lists,
    testClientId,
    assetTypeId,
    noteOutcome: defaults.note_outcome ?? DEFAULT_NOTE_OUTCOME,
    runId: randomBytes(4).toString('hex'),
    made: [],
  };
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
