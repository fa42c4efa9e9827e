/** Time as a parameter. Tests start at 0 and move it by hand; production uses the machine's. */
export interface Clock {
  nowMs(): number;
  sleep(durationMs: number): Promise<void>;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  sleep: (durationMs) => new Promise((resolve) => setTimeout(resolve, durationMs)),
};
