import type { FaultRule } from '../../infra/local/halopsa-simulator/index.ts';

const WORDS = { Message: 'Object reference not set to an instance of an object.' };

const REFUSAL = { Message: 'Mail server: not authorised to send' };

/** What HaloPSA or the way to it does wrong; a rule is played by the simulator on the one request that carries its tag. */
export const HALO_FAULTS = {
  refused: 'refused',
  reset_before: { kind: 'reset-before' },
  reset_after_commit: { kind: 'reset-after-commit' },
  /** The connection breaks while HaloPSA is still at work: it commits up to 1.5 s later. */
  reset_late_commit: 'reset_late_commit',
  status_500_before: { kind: 'status', status: 500, body: WORDS },
  status_500_after_commit: { kind: 'status', status: 500, body: WORDS, when: 'after-commit' },
  /** The words of a refusal, of which nobody knows what they refuse. */
  refusal_500_before: { kind: 'status', status: 500, body: REFUSAL },
  refusal_500_after_commit: { kind: 'status', status: 500, body: REFUSAL, when: 'after-commit' },
  status_302_after_commit: { kind: 'status', status: 302, when: 'after-commit' },
  status_502_before: { kind: 'status', status: 502, body: 'Bad Gateway' },
  status_502_after_commit: { kind: 'status', status: 502, body: 'Bad Gateway', when: 'after-commit' },
  status_503_before: { kind: 'status', status: 503, body: '' },
  status_503_after_commit: { kind: 'status', status: 503, body: '', when: 'after-commit' },
  status_504_before: { kind: 'status', status: 504, body: '' },
  status_504_after_commit: { kind: 'status', status: 504, body: '', when: 'after-commit' },
  hang_before: { kind: 'hang-before' },
  hang_after_commit: { kind: 'hang-after-commit' },
  truncated: { kind: 'truncated' },
  html_502_before: { kind: 'html' },
  html_200_after_commit: { kind: 'html', status: 200, when: 'after-commit' },
  broken_json: { kind: 'broken-json' },
  oversized: { kind: 'oversized', bytes: 5_300_000 },
  status_401: { kind: 'once-401' },
  empty_403: { kind: 'empty-403' },
  status_429: { kind: '429' },
  status_429_retry_after: { kind: '429', retryAfter: 1 },
} as const satisfies Record<string, FaultRule | 'refused' | 'reset_late_commit'>;

/** What goes wrong on our side of the wire. */
export const OWN_FAULTS = [
  'ledger_error_before',
  'ledger_error_after',
  /** The reply of a conditional write is lost and the write is sent again. */
  'ledger_reply_lost',
  'secret_error',
  /** The process ends at an awaited step: before the step happened, or after, not knowing its result. */
  'death_before',
  'death_after',
  /** All was done, and LimaCharlie did not get the answer. */
  'answer_lost',
  'none',
] as const;

export type HaloFault = keyof typeof HALO_FAULTS;
export type FaultName = HaloFault | (typeof OWN_FAULTS)[number];

export const isHaloFault = (fault: FaultName): fault is HaloFault => fault in HALO_FAULTS;

export const FAULTS: readonly FaultName[] = [...(Object.keys(HALO_FAULTS) as HaloFault[]), ...OWN_FAULTS];

/** By which HaloPSA denies access, or says so. */
export const DENIALS: readonly FaultName[] = [
  'status_401',
  'empty_403',
  'refusal_500_before',
  'refusal_500_after_commit',
];
