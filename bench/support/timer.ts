/** By so much a timer may be early, in milliseconds. What has to come after a delay may come that much sooner. */
export const TIMER_MS = 2;
