import type { CheckResult, ConnectionReport } from '../../lib/checks/run-checks.ts';
import type { Leftover } from './probe/leftover.ts';
import type { MatrixReport } from './scopes/matrix.ts';

/** What a run of the doctor came to. */
export interface DoctorReport extends ConnectionReport {
  command: string;
  /** Of whatever writes: what could not be removed. */
  leftovers?: Leftover[];
  matrix?: MatrixReport;
  /** Somebody ended it before it was done. */
  interrupted?: boolean;
}

/** Who watches a run, and may end it. */
export interface DoctorRun {
  /** Told each result as soon as it is there. */
  onResult(result: CheckResult): void;
  /** Told what takes time, when it begins. */
  onProgress(what: string): void;
  stop: AbortSignal;
}

/** 0 all is well, 1 problems were found, 2 it didn't run to its end. */
export function exitCodeOf({ ok, interrupted }: Pick<DoctorReport, 'ok' | 'interrupted'>): number {
  if (!ok) return 1;
  return interrupted ? 2 : 0;
}
