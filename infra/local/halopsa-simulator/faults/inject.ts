import { setTimeout as sleep } from 'node:timers/promises';
import { type RenderedReply, type Reply, renderReply } from '../wire/reply.ts';
import type { Fault } from './fault.ts';

/** What a fault may do to the connection. `hang` is simply to do nothing: the server's close ends it. */
export type Wire = {
  /** Acts on the request and gives the true reply. */
  commit(): Promise<RenderedReply>;
  send(reply: RenderedReply): void;
  sendPart(reply: RenderedReply, bytes: number): void;
  reset(): void;
};

/** Plays one fault. `reset-before` is the server's own: it has to strike before the body is read. */
export async function injectFault(fault: Fault, wire: Wire): Promise<void> {
  switch (fault.kind) {
    case 'reset-before':
      return wire.reset();
    case 'reset-after-commit':
      await wire.commit();
      return wire.reset();
    case 'hang-before':
      return;
    case 'hang-after-commit':
      await wire.commit();
      return;
    case 'truncated': {
      const reply = await wire.commit();
      return wire.sendPart(reply, Math.floor(Buffer.byteLength(reply.body) / 2));
    }
    case 'broken-json': {
      const reply = await wire.commit();
      return wire.send({ ...reply, body: reply.body.slice(0, -1) });
    }
    case 'oversized': {
      const reply = await wire.commit();
      return wire.send({ ...reply, body: JSON.stringify('x'.repeat(Math.max(0, fault.bytes - 2))) });
    }
    case 'slow': {
      const reply = await wire.commit();
      await sleep(fault.delayMs, undefined, { ref: false });
      return wire.send(reply);
    }
    default:
      if ('when' in fault && fault.when === 'after-commit') await wire.commit();
      return wire.send(renderReply(cannedReply(fault), { idStyle: 'int' }));
  }
}

type Canned = Extract<Fault, { kind: 'status' | 'html' | 'once-401' | 'empty-403' | '429' | 'redirect' }>;

function cannedReply(fault: Canned): Reply {
  switch (fault.kind) {
    case 'status':
      return { status: fault.status, headers: fault.headers, ...bodyOf(fault.body) };
    case 'html':
      return {
        status: fault.status ?? 502,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        text: '<!DOCTYPE html><html><head><title>Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>',
      };
    case 'once-401':
      return { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } };
    case 'empty-403':
      return { status: 403 };
    case '429':
      return {
        status: 429,
        headers: fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) },
        text: 'Rate Limit Reached - 300 Requests per rolling 5 minute window',
      };
    case 'redirect':
      return { status: fault.status ?? 302, headers: { location: fault.location } };
  }
}

function bodyOf(body: unknown): Pick<Reply, 'json' | 'text'> {
  return typeof body === 'string' ? { text: body } : { json: body };
}
