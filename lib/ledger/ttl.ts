/** Longer than any window: what nobody asks for as long is of no use. */
const KEPT_MS = 400 * 24 * 3_600_000;

/** From when on DynamoDB may remove an item, in epoch seconds. */
export const ttlFrom = (nowMs: number, keptMs = KEPT_MS): number => Math.ceil((nowMs + keptMs) / 1000);
