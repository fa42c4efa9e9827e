import type { CheckResult, ConnectionReport } from '../../lib/checks/run-checks.ts';
import type { Leftover } from './probe/leftover.ts';
import type { MatrixReport } from './scopes/matrix.ts';

/** What a run of the doctor came to. */
export interface DoctorReport extends ConnectionReport {
  command: string;
  /** Of a probe and of `clean`: what could not be removed. */
  leftovers?: Leftover[];
  matrix?: MatrixReport;
  /** Somebody ended it before it was done. */
  interrupted?: boolean;
}

/** Told each result as soon as it is there. */
export type OnResult = (result: CheckResult) => void;

/** 0 all is well, 1 problems were found, 2 it didn't run to its end. */
export function exitCodeOf({ ok, interrupted }: DoctorReport): number {
  if (interrupted) return 2;
  return ok ? 0 : 1;
}
