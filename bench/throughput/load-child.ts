import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';
import { OID } from '../services/settings.ts';
import { answerParent } from '../support/in-child.ts';
import { TICKET } from '../support/ticket.ts';

export interface LoadInput {
  gatewayUrl: string;
  connections: number;
  durationMs: number;
  withKey: boolean;
}

/**
 * Sends tickets over so many connections, each as soon as its last one is answered; the first answer that isn't a 200 ends it. Answers how many
 * a second. In a process of its own, as real callers are: in the gateway's, they would hold up the function's next call.
 */
answerParent(async ({ gatewayUrl, connections, durationMs, withKey }: LoadInput): Promise<number> => {
  const pool = new Pool(gatewayUrl, { connections });
  const body = JSON.stringify(TICKET);
  const endsAtMs = performance.now() + durationMs;
  let answered = 0;
  const sendOne = async () => {
    const key = withKey ? { 'idempotency-key': randomUUID() } : {};
    const headers = { 'content-type': 'application/json', 'x-limacharlie-oid': OID, ...key };
    const reply = await pool.request({ path: '/actions/create_ticket', method: 'POST', headers, body });
    const text = await reply.body.text();
    if (reply.statusCode !== 200) throw new Error(`The gateway answered ${reply.statusCode}: ${text}`);
    if (performance.now() < endsAtMs) answered += 1;
  };
  const sendUntilTheEnd = async () => {
    while (performance.now() < endsAtMs) await sendOne();
  };
  try {
    await Promise.all(Array.from({ length: connections }, sendUntilTheEnd));
  } finally {
    await pool.close();
  }
  return (answered * 1000) / durationMs;
});
