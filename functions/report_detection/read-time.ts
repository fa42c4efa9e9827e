import { toNumber } from '../../lib/action/inputs/coerce.ts';

const MAX_SECONDS = 10_000_000_000;
/** What a Date can hold (ECMAScript, "Time Values and Time Range"). */
const MAX_DATE_MS = 8.64e15;

/** The first of several that is a time, in epoch milliseconds. */
export const readTime = (...times: unknown[]): number | undefined => times.map(toMs).find((one) => one !== undefined);

/** LimaCharlie's times are milliseconds. What would lie in January 1970 then is seconds. */
function toMs(time: unknown): number | undefined {
  const read = toNumber(time);
  if (read === undefined || read <= 0 || read > MAX_DATE_MS) return undefined;
  return read < MAX_SECONDS ? read * 1_000 : read;
}
