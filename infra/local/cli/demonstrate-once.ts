import type { HaloSimulator } from '../halopsa-simulator/index.ts';
import { deliver, requestEnvelope } from '../limacharlie-sender.ts';
import type { LocalStack } from '../stack.ts';
import { callLine, ticketIdIn } from './demonstration-parts.ts';

/** LimaCharlie makes two at most. */
const REDELIVERIES = 3;

const DETECTION = {
  action: 'create_ticket',
  data: { summary: 'Credential dump on WS-042 (Northwind Dental)', client_id: '12', priority_id: 1 },
};

/** Sends one detection whose ticket HaloPSA writes without saying so, then the same message again, and describes that there is one ticket. */
export async function demonstrateOnce(
  { oid, sharedSecret, webhookUrl }: LocalStack,
  { state, calls, faults }: HaloSimulator,
  step: number,
): Promise<string[]> {
  const message = requestEnvelope({ oid, ...DETECTION });
  const callsBefore = calls.all.length;
  faults.add({ kind: 'reset-after-commit', match: { method: 'POST', path: '/api/Tickets' } });
  const sentAtMs = Date.now();
  const first = await deliver(webhookUrl, message, sharedSecret);
  const made = calls.all.slice(callsBefore);
  const again = await Promise.all(
    Array.from({ length: REDELIVERIES }, () => deliver(webhookUrl, message, sharedSecret)),
  );
  const named = [...new Set([first, ...again].map(({ text }) => ticketIdIn(text)))];
  const inHalo = state.tickets.filter(({ summary }) => summary === DETECTION.data.summary);
  return [
    `${step}. Another detection: HaloPSA writes the ticket and breaks the connection. The extension looks for it, and answers ${first.status}:`,
    ...made.map((call) => callLine(call, sentAtMs)),
    '',
    `${step + 1}. LimaCharlie delivers that message ${REDELIVERIES} times more, at once. Every answer names ticket ${named.join(', ')}.`,
    `     HaloPSA has ${inHalo.length} ticket of it: ${inHalo.map(({ id }) => id).join(', ')}`,
  ];
}
