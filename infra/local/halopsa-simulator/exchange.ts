import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { CallRecord } from './calls.ts';
import { commit, type Place } from './commit.ts';
import { CONTROL_PATH, control } from './control.ts';
import { injectFault, type Wire } from './faults/inject.ts';
import type { Tenant } from './tenant.ts';
import { type RenderedReply, renderReply } from './wire/reply.ts';

/** One request from its headers to its answer or its fault. */
export async function exchange(tenant: Tenant, place: Place, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '/', place.origin);
  const method = request.method ?? 'GET';
  response.sendDate = false;
  response.setHeader('date', new Date(tenant.nowMs()).toUTCString());

  if (url.pathname === CONTROL_PATH || url.pathname.startsWith(`${CONTROL_PATH}/`)) {
    const reply = control(tenant, method, url.pathname, await text(request));
    return send(response, renderReply(reply, { idStyle: 'int' }));
  }

  const query = Object.fromEntries(url.searchParams);
  const call = tenant.calls.start({ method, path: url.pathname, query, atMs: tenant.nowMs() });
  const fault = tenant.faults.take(method, url.pathname, request.headers);
  call.fault = fault?.kind;
  if (fault?.kind === 'reset-before') return reset(request);

  const body = await text(request);
  call.body = parsed(body);
  const wire: Wire = {
    commit: () => commit(tenant, place, { method, url, headers: request.headers, body }),
    send: (reply) => {
      call.status = reply.status;
      send(response, reply);
    },
    sendPart: (reply, bytes) => sendPart(response, call, reply, bytes),
    reset: () => reset(request),
  };
  if (fault) return injectFault(fault, wire);
  wire.send(await wire.commit());
}

function send(response: ServerResponse, { status, headers, body }: RenderedReply): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}

function sendPart(
  response: ServerResponse,
  call: CallRecord,
  { status, headers, body }: RenderedReply,
  bytes: number,
): void {
  call.status = status;
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.write(Buffer.from(body).subarray(0, bytes), () => response.destroy());
}

function reset(request: IncomingMessage): void {
  request.socket.resetAndDestroy();
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body || undefined;
  }
}
