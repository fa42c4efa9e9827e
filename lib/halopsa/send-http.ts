import type { Clock } from '../clock.ts';
import { ExtensionError } from '../errors.ts';
import type { Connections } from '../http/connections.ts';
import { exchange, type HttpReply, type HttpRequest } from '../http/exchange.ts';
import { HttpFailure } from '../http/http-failure.ts';
import { type Attempt, parseRetryAfterMs, retryDelayMs } from '../http/retry.ts';
import type { HaloCall } from './api.ts';
import { toFailureError } from './failure-error.ts';
import type { RateGate } from './rate-gate.ts';

const MAX_REPLY_BYTES = 5 * 1024 * 1024;
/** Some hostings refuse a request without one as if its credentials were wrong (QUIRKS.md, "User-Agent"). */
const USER_AGENT = 'limacharlie-halopsa-extension/1';

export interface HttpCall {
  kind: Attempt['kind'];
  method: HttpRequest['method'];
  url: URL;
  headers: Record<string, string>;
  body?: string;
  /** Whose limit it counts against, where the address alone doesn't say; default: its origin's. */
  limit?: string;
  deadlineAtMs: number;
  signal?: AbortSignal;
  secrets: readonly string[];
  /** What logs and errors call the destination. */
  logPath: string;
  onCall?: (call: HaloCall) => void;
}

/** Sends, repeats where the retry decision says so, and returns the last reply, whatever its status. */
export type SendHttp = (call: HttpCall) => Promise<HttpReply>;

export interface SendHttpDeps {
  connections: Connections;
  gate: RateGate;
  clock: Clock;
  random: () => number;
}

/** @throws ExtensionError `halo_timeout`, `halo_unavailable`, `rate_limited`, `credentials_invalid`, and for writes `outcome_unknown` */
export const createSendHttp =
  ({ connections, gate, clock, random }: SendHttpDeps): SendHttp =>
  async (call) => {
    const limit = call.limit ?? call.url.origin;
    let pausedMs = 0;
    for (let number = 1; ; number++) {
      const waitedMs = pausedMs + (await gate.enter(limit, call.deadlineAtMs));
      const remainingMs = call.deadlineAtMs - clock.nowMs();
      if (remainingMs <= 0)
        throw new ExtensionError('halo_timeout', `No time was left to call HaloPSA (${call.logPath}).`);
      const outcome = await attempt(call, { waitedMs, timeoutMs: remainingMs }, connections, clock);
      const result = toResult(outcome, gate, limit, clock.nowMs());
      const delayMs = retryDelayMs({
        kind: call.kind,
        number,
        result,
        remainingMs: call.deadlineAtMs - clock.nowMs(),
        random: random(),
      });
      if (delayMs !== undefined) {
        await clock.sleep(delayMs);
        pausedMs = isLimited(outcome) ? delayMs : 0;
      } else if (outcome instanceof HttpFailure) throw toFailureError(outcome, call);
      else return withWait(outcome, result);
    }
  };

const isLimited = (outcome: HttpReply | HttpFailure) => !(outcome instanceof HttpFailure) && outcome.status === 429;

/** The caller of a 429 is told how long to wait, also where HaloPSA left that to us. */
function withWait(reply: HttpReply, result: Attempt['result']): HttpReply {
  if (reply.status !== 429 || !('status' in result) || result.retryAfterMs === undefined) return reply;
  return { ...reply, headers: { ...reply.headers, 'retry-after': String(Math.ceil(result.retryAfterMs / 1000)) } };
}

async function attempt(
  call: HttpCall,
  { waitedMs, timeoutMs }: { waitedMs: number; timeoutMs: number },
  connections: Connections,
  clock: Clock,
): Promise<HttpReply | HttpFailure> {
  const startedAtMs = clock.nowMs();
  const headers = { accept: 'application/json', 'user-agent': USER_AGENT, ...call.headers };
  const request = { ...call, headers, timeoutMs, maxReplyBytes: MAX_REPLY_BYTES };
  const outcome = await exchange(request, connections.current()).catch((thrown: HttpFailure) => thrown);
  const status = outcome instanceof HttpFailure ? outcome.kind : outcome.status;
  call.onCall?.({
    kind: call.kind,
    method: call.method,
    path: call.logPath,
    status,
    durationMs: clock.nowMs() - startedAtMs,
    waitedMs,
  });
  return outcome;
}

function toResult(outcome: HttpReply | HttpFailure, gate: RateGate, limit: string, nowMs: number): Attempt['result'] {
  if (outcome instanceof HttpFailure) return { failure: outcome.kind, sent: outcome.sent };
  const wishedMs = parseRetryAfterMs(outcome.headers['retry-after'], nowMs);
  if (outcome.status !== 429) gate.relax(limit);
  const retryAfterMs = outcome.status === 429 ? gate.slowDown(limit, wishedMs) : wishedMs;
  return { status: outcome.status, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
