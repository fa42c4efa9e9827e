import { randomUUID } from 'node:crypto';
import { LEDGER_TABLE } from '../../infra/local/aws/ledger-table.ts';
import { createDynamoStore } from '../../lib/ledger/dynamo-store.ts';
import type { ItemStore } from '../../lib/ledger/item-store.ts';
import { OID } from '../services/settings.ts';
import { createBareClient } from '../support/bare-client.ts';
import { directEvent, webhookEvent } from '../support/events.ts';
import { answerParent } from '../support/in-child.ts';
import { loadHandler } from '../support/load-handler.ts';
import { TICKET } from '../support/ticket.ts';
import { timed } from '../support/timed.ts';

export interface WarmInput {
  codeDir: string;
  halopsaUrl: string;
  door: 'direct' | 'direct with a key' | 'webhook';
  /** A request body as HaloPSA got it from us. */
  body: string;
  /** Whose calls take turns; every one of them is warmed up. */
  oids?: string[];
  warmUps: number;
  calls: number;
}

export interface WarmTimes {
  oursMs: number[];
  bareMs: number[];
  /** The two calls of the ledger's table that a message with a key needs, alone. */
  tableMs: number[];
}

const call = { action: 'create_ticket', input: TICKET };
const EVENTS = {
  direct: (oid?: string) => directEvent({ ...call, oid }),
  'direct with a key': (oid?: string) => directEvent({ ...call, oid, idempotencyKey: randomUUID() }),
  webhook: (oid?: string) => webhookEvent('create_ticket', TICKET, oid),
};

/** Ours, the bare client and the bare table take turns, so that a busy moment of the machine hits all three. */
answerParent(
  async ({ codeDir, halopsaUrl, door, body, oids = [OID], warmUps, calls }: WarmInput): Promise<WarmTimes> => {
    const run = await loadHandler(codeDir);
    const bare = await createBareClient(halopsaUrl);
    const store = createDynamoStore(LEDGER_TABLE.name);
    const times: WarmTimes = { oursMs: [], bareMs: [], tableMs: [] };
    for (let i = -Math.max(warmUps, oids.length); i < calls; i++) {
      const event = EVENTS[door](oids.at(i % oids.length));
      const oursMs = await timed(() => run(event));
      const bareMs = await timed(() => bare.post(body));
      const tableMs = await timed(() => claimAndReplace(store));
      if (i < 0) continue;
      times.oursMs.push(oursMs);
      times.bareMs.push(bareMs);
      times.tableMs.push(tableMs);
    }
    return times;
  },
);

async function claimAndReplace(store: ItemStore): Promise<void> {
  const item = { pk: `bench#${randomUUID()}`, owner: randomUUID(), untilMs: 0, ttl: 0, state: 'running' };
  await store.claim(item);
  await store.replace({ ...item, state: 'done', answer: TICKET.details }, item.owner);
}
