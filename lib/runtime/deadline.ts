/** API Gateway gives up after 30 s (HTTP API quota); an answer of ours has to be on its way before. */
const DELIVERY_MS = 25_000;
/** What is kept back of Lambda's own time for the answer itself. */
const RESERVE_MS = 1_500;

/** When a delivery's answer is due, in the clock's milliseconds. */
export const deadlineAtMs = (nowMs: number, lambdaRemainingMs: number): number =>
  nowMs + Math.max(0, Math.min(DELIVERY_MS, lambdaRemainingMs - RESERVE_MS));
