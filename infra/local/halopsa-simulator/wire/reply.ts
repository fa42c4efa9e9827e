import type { Toggles } from '../toggles.ts';
import { writeJson } from './json.ts';

/** An answer before it is written: `json` is written in the tenant's id style, `text` as it is, neither is an empty body. */
export type Reply = { status: number; headers?: Record<string, string>; json?: unknown; text?: string };

export type RenderedReply = { status: number; headers: Record<string, string>; body: string };

/** The reply as status, headers and body text. */
export function renderReply(reply: Reply, toggles: Pick<Toggles, 'idStyle'>): RenderedReply {
  const { status, headers = {} } = reply;
  if (reply.json !== undefined) {
    const body = writeJson(reply.json, toggles.idStyle);
    return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body };
  }
  if (reply.text === undefined) return { status, headers, body: '' };
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body: reply.text };
}
