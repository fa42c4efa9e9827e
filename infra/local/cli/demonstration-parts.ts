import type { CallRecord } from '../halopsa-simulator/index.ts';

/** A call that HaloPSA had, and when since the message was sent. */
export const callLine = ({ method, path, status, atMs }: CallRecord, sentAtMs: number): string =>
  `     ${method.padEnd(5)}${path.padEnd(17)} ${String(status ?? 'no answer').padEnd(9)}  at ${atMs - sentAtMs} ms`;

/** The ticket of an answer; undefined where it has none. */
export function ticketIdIn(text: string): number | undefined {
  try {
    return (JSON.parse(text) as { data?: { id?: number } }).data?.id;
  } catch {
    return undefined;
  }
}
