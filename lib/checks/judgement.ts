import type { ErrorCode } from '../errors.ts';

/** `warn`: it works, but somebody should know; `skipped`: what it needs was not to be had. */
export type CheckStatus = 'ok' | 'warn' | 'fail' | 'skipped';

/** What a check came to: a sentence, and where something is wrong another that says what to do. */
export interface Judgement {
  status: CheckStatus;
  finding: string;
  remedy?: string;
  /** Of a failure: what the extension's calls fail with for the same reason. */
  code?: ErrorCode;
}

export const ok = (finding: string): Judgement => ({ status: 'ok', finding });

export const warn = (finding: string, remedy: string): Judgement => ({ status: 'warn', finding, remedy });

export const fail = (code: ErrorCode, finding: string, remedy: string): Judgement => ({
  status: 'fail',
  code,
  finding,
  remedy,
});

export const skipped = (finding: string): Judgement => ({ status: 'skipped', finding });
