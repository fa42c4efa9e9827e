import { Agent, type Dispatcher } from 'undici';
import type { Clock } from '../clock.ts';
import { guardedLookup } from './guarded-lookup.ts';

const CONNECT_TIMEOUT_MS = 5_000;
const KEEP_ALIVE_MS = 20_000;

/** The connections of one process, kept open between calls. */
export interface Connections {
  /** The dispatcher for the next call. */
  current(): Dispatcher;
  close(): Promise<void>;
}

export interface ConnectionsOptions {
  clock: Clock;
  /** Hosts that may resolve to an internal address: those that the operator listed. */
  mayBeInternal(hostname: string): boolean;
  connectTimeoutMs?: number;
}

/**
 * Timers stand still while a Lambda is frozen, so an idle socket that the server has long closed still looks alive afterwards, and
 * a write on it would end as "may or may not have happened". Idleness is therefore judged by the clock when a call begins.
 */
export function createConnections(options: ConnectionsOptions): Connections {
  const { clock, mayBeInternal, connectTimeoutMs = CONNECT_TIMEOUT_MS } = options;
  const open = () =>
    new Agent({
      connect: { timeout: connectTimeoutMs, lookup: guardedLookup(mayBeInternal) },
      keepAliveTimeout: KEEP_ALIVE_MS,
      // docs/decisions/0018: what HTTP/2 says of a broken request is not told apart into sent and not sent here.
      allowH2: false,
    });
  let agent = open();
  let usedAtMs = clock.nowMs();
  return {
    current() {
      if (clock.nowMs() - usedAtMs > KEEP_ALIVE_MS) {
        void agent.close();
        agent = open();
      }
      usedAtMs = clock.nowMs();
      return agent;
    },
    close: () => agent.close(),
  };
}
