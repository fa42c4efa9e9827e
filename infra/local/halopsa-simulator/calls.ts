import type { Fault } from './faults/fault.ts';

export type CallRecord = {
  method: string;
  /** As the client wrote it. */
  path: string;
  query: Record<string, string>;
  /** JSON where it parses, else text; undefined where it was never read. */
  body: unknown;
  /** null: the client got no status. */
  status: number | null;
  /** The injected fault that hit this call. */
  fault?: Fault['kind'];
  atMs: number;
};

/** Every request but the control surface's, in order of arrival. */
export class CallLog {
  readonly all: CallRecord[] = [];

  /** Records an arriving call; its body and status are filled in as they become known. */
  start(call: Pick<CallRecord, 'method' | 'path' | 'query' | 'atMs'>): CallRecord {
    const record: CallRecord = { ...call, body: undefined, status: null };
    this.all.push(record);
    return record;
  }

  /** Calls of one method, or of one path in any case, or both. */
  matching(filter: { method?: string; path?: string | RegExp } = {}): CallRecord[] {
    const { method, path } = filter;
    return this.all.filter(
      (call) =>
        (method === undefined || call.method === method) &&
        (path === undefined ||
          (typeof path === 'string' ? call.path.toLowerCase() === path.toLowerCase() : path.test(call.path))),
    );
  }

  count(method?: string, path?: string | RegExp): number {
    return this.matching({ method, path }).length;
  }

  clear(): void {
    this.all.length = 0;
  }
}
