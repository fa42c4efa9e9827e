import type { Clock } from '../clock.ts';
import { ExtensionError } from '../errors.ts';
import type { HttpReply } from '../http/exchange.ts';
import { within } from '../within.ts';
import type { HaloCall, HaloFields, HaloQuery, PlannedWrite } from './api.ts';
import type { Session, Sessions } from './auth/sessions.ts';
import { baseOf } from './connection.ts';
import { parseReply } from './parse-reply.ts';
import { plannedRecord } from './reply-shapes.ts';
import type { SendHttp } from './send-http.ts';

/** A call of the HaloPSA API. */
export interface HaloRequest {
  method: 'GET' | 'POST' | 'DELETE';
  /** Below `/api`, in the casing of HaloPSA's own documents: `/Tickets`, `/Asset`. */
  path: string;
  /** The scope without which HaloPSA refuses it. */
  scope: string;
  query?: HaloQuery;
  /** One record. HaloPSA takes lists only, so it is sent as a list of one. */
  record?: HaloFields;
}

/** The parsed JSON of a 2xx reply. @throws ExtensionError */
export type SendHalo = (request: HaloRequest) => Promise<unknown>;

/** What of a delivery matters to its calls. */
export interface CallContext {
  oid: string;
  deadlineAtMs: number;
  signal?: AbortSignal;
  onCall?: (call: HaloCall) => void;
  /** Given: a dry run. Writes are told here and not sent; each is answered with what would have been written. */
  onPlannedWrite?: (write: PlannedWrite) => void;
}

export interface TransportDeps {
  sessions: Pick<Sessions, 'open' | 'reject' | 'doubt'>;
  sendHttp: SendHttp;
  clock: Clock;
}

/** HaloPSA for one delivery: every call carries a token, and one that is refused is renewed once. */
export function createTransport(context: CallContext, { sessions, sendHttp, clock }: TransportDeps): SendHalo {
  const kindOf = (request: HaloRequest) => (request.method === 'GET' ? 'read' : 'write') as 'read' | 'write';

  const exchangeWith = ({ connection, token }: Session, request: HaloRequest): Promise<HttpReply> =>
    sendHttp({
      kind: kindOf(request),
      method: request.method,
      url: new URL(`${baseOf(connection.instanceUrl)}/api${request.path}${toQueryString(request.query)}`),
      headers: {
        authorization: `Bearer ${token.value}`,
        ...(request.record && { 'content-type': 'application/json' }),
      },
      ...(request.record && { body: JSON.stringify([request.record]) }),
      deadlineAtMs: context.deadlineAtMs,
      secrets: [token.value, connection.clientSecret],
      logPath: request.path,
      ...(context.signal && { signal: context.signal }),
      ...(context.onCall && { onCall: context.onCall }),
    });

  /** A token is shared between deliveries, and waited for no longer than this one may take. */
  const open = () =>
    within(Math.max(0, context.deadlineAtMs - clock.nowMs()), sessions.open(context.oid), tokenTooLate);

  return async (request) => {
    if (context.onPlannedWrite && request.method !== 'GET') return plan(request, context.onPlannedWrite);
    const read = (reply: HttpReply, session: Session) =>
      parseReply(reply, session, request, kindOf(request), clock.nowMs());
    let session = await open();
    let reply = await exchangeWith(session, request);
    if (reply.status === 401) {
      sessions.reject(session);
      session = await open();
      reply = await exchangeWith(session, request);
    }
    try {
      return read(reply, session);
    } catch (thrown) {
      const isRefusal = thrown instanceof ExtensionError && thrown.code === 'scope_missing';
      if (!isRefusal || !sessions.doubt(session) || thrown.leavesDoubt) throw thrown;
    }
    session = await open();
    return read(await exchangeWith(session, request), session);
  };
}

function plan({ method, path, record }: HaloRequest, onPlannedWrite: (write: PlannedWrite) => void): HaloFields {
  onPlannedWrite({ method, path: `/api${path}`, body: record === undefined ? undefined : [record] });
  return plannedRecord(record);
}

const tokenTooLate = () =>
  new ExtensionError('halo_timeout', "HaloPSA's token endpoint did not answer in time.", {
    hint: 'Send it again later.',
  });

function toQueryString(query: HaloQuery = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) params.set(name, String(value));
  return params.size > 0 ? `?${params}` : '';
}
