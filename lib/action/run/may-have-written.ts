import type { HaloCall } from '../../halopsa/api.ts';

/** Failures after which nobody can say whether HaloPSA acted: the request left, and no reply says no. A page to see may be that of what was written. */
const OPEN_ENDED = new Set<number | string>(['reset', 'timeout', 'too_large', 408, 302, 303]);

/** Whether these exchanges with HaloPSA can have changed something there. A 4xx is a clear no, a 5xx is not. */
export const mayHaveWritten = (calls: readonly HaloCall[]): boolean =>
  calls.some(({ kind, status }) => kind === 'write' && (OPEN_ENDED.has(status) || isWrittenOrOpen(status)));

const isWrittenOrOpen = (status: number | string) =>
  typeof status === 'number' && ((status >= 200 && status < 300) || status >= 500);
