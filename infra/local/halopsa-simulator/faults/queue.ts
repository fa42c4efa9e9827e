import type { IncomingHttpHeaders } from 'node:http';
import type { Fault, FaultMatch, FaultRule } from './fault.ts';

type Pending = { rule: FaultRule; skip: number; times: number };

/** Faults to come. A request takes the first rule that matches it and is not used up. */
export class FaultQueue {
  #pending: Pending[] = [];

  add(...rules: FaultRule[]): void {
    this.#pending.push(...rules.map((rule) => ({ rule, skip: rule.skip ?? 0, times: rule.times ?? 1 })));
  }

  /** Rules that can still hit, oldest first. */
  get pending(): FaultRule[] {
    return this.#pending.map(({ rule, skip, times }) => ({ ...rule, skip, times }));
  }

  clear(): void {
    this.#pending = [];
  }

  /** The fault for this request, if any; counts it. */
  take(method: string, path: string, headers: IncomingHttpHeaders = {}): Fault | undefined {
    for (const entry of this.#pending) {
      if (!matches(entry.rule.match ?? {}, method, path, headers)) continue;
      if (entry.skip > 0) {
        entry.skip--;
        continue;
      }
      entry.times--;
      this.#pending = this.#pending.filter(({ times }) => times > 0);
      return entry.rule;
    }
    return undefined;
  }
}

function matches(match: FaultMatch, method: string, path: string, headers: IncomingHttpHeaders): boolean {
  if (match.method && match.method.toUpperCase() !== method) return false;
  if (!Object.entries(match.headers ?? {}).every(([name, value]) => headers[name] === value)) return false;
  if (match.path === undefined) return true;
  return typeof match.path === 'string'
    ? path.toLowerCase().startsWith(match.path.toLowerCase())
    : new RegExp(match.path.source, match.path.flags.replace('g', '')).test(path);
}
