import { deliver, packMessage, requestEnvelope } from '../limacharlie-sender.ts';
import type { LocalStack } from '../stack.ts';
import { demonstrateOnce } from './demonstrate-once.ts';
import { callLine, ticketIdIn } from './demonstration-parts.ts';

/** What a detection rule would send for a finding on a machine of the simulator's Northwind Dental. */
const DETECTION = {
  action: 'create_ticket',
  data: {
    summary: 'Suspicious PowerShell on WS-042 (Northwind Dental)',
    details: 'An encoded command was started by winword.exe.\nhttps://app.limacharlie.io/detection/0d9f6a',
    client_id: '12', // a rule's templates give strings
    priority_id: 2,
    category_1: 'Security>Malware',
  },
};

/**
 * Sends one detection the whole way, from LimaCharlie's signature to HaloPSA's ticket, and another through a failure, and describes what happened.
 *
 * @returns the lines to print; undefined where the stack uses a HaloPSA that isn't the simulator: a demonstration doesn't write there
 */
export async function demonstrate(stack: LocalStack): Promise<string[] | undefined> {
  const { simulator, oid, sharedSecret, webhookUrl } = stack;
  if (!simulator) return undefined;
  const envelope = requestEnvelope({ oid, ...DETECTION });
  const sentAtMs = Date.now();
  const { status, text, durationMs } = await deliver(webhookUrl, envelope, sharedSecret);
  const id = ticketIdIn(text);
  const calls = [...simulator.calls.all];
  return [
    `1. LimaCharlie sends a detection: POST ${webhookUrl}`,
    `     ${packMessage(envelope, sharedSecret).body.length} bytes, gzip, signed; idempotency key ${envelope.idempotency_key}`,
    ...describe({ action: DETECTION.action, ...DETECTION.data }),
    '',
    `2. The extension answers ${status} after ${durationMs.toFixed(0)} ms (a cold start), having made ${calls.length} calls to HaloPSA:`,
    ...calls.map((call) => callLine(call, sentAtMs)),
    '',
    ...(id === undefined ? ['3. No ticket. The answer was:', `     ${text}`] : describeTicket(simulator, id)),
    '',
    ...(await demonstrateOnce(stack, simulator, 4)),
  ];
}

function describeTicket(simulator: NonNullable<LocalStack['simulator']>, id: number): string[] {
  const { tickets, clients, statuses, priorities, agents } = simulator.state;
  const ticket = tickets.find((candidate) => candidate.id === id);
  if (!ticket) return [`3. The answer names ticket ${id}, which HaloPSA does not have.`];
  const nameOf = <T extends { name: string }>(list: T[], isIt: (item: T) => boolean) => list.find(isIt)?.name;
  return [
    `3. HaloPSA has ticket ${id}:`,
    ...describe({
      summary: ticket.summary,
      client: nameOf(clients, (client) => client.id === ticket.client_id),
      status: nameOf(statuses, (one) => one.id === ticket.status_id),
      priority: nameOf(priorities, (one) => one.priorityid === ticket.priority_id && one.slaid === ticket.sla_id),
      team: ticket.team,
      agent: nameOf(agents, (agent) => agent.id === ticket.agent_id),
      category: ticket.category_1,
    }),
  ];
}

function describe(fields: Record<string, unknown>): string[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [`     ${name.padEnd(12)} ${String(value).replaceAll('\n', ' / ')}`],
  );
}
