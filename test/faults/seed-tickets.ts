import type { HaloSimulator } from '../../infra/local/halopsa-simulator/index.ts';
import { SHARED_TICKET_ID } from './messages.ts';

type Ticket = HaloSimulator['state']['tickets'][number];

const MAX_MESSAGES = 4;

/** The tickets that messages work on; each message has one of its own beside the shared one. */
export function seedTickets({ state }: HaloSimulator, nowMs: number): void {
  const now = new Date(nowMs).toISOString().slice(0, 23);
  const ticket = (id: number): Ticket => ({
    id,
    dateoccurred: now,
    summary: 'Before',
    details: 'What happened before',
    status_id: 1,
    tickettype_id: 1,
    sla_id: 1,
    priority_id: 3,
    client_id: 12,
    site_id: 18,
    user_id: 0,
    team: 'SOC',
    agent_id: 7,
    impact: 3,
    urgency: 3,
    parent_id: 0,
    onhold: false,
    inactive: false,
    hasbeenclosed: false,
    last_update: now,
    lastactiondate: now,
    customfields: [],
    asset_ids: [502],
    deleted: false,
    last_action_id: 1,
  });
  state.tickets.push(...Array.from({ length: MAX_MESSAGES + 1 }, (_, i) => ticket(SHARED_TICKET_ID + i)));
}

/** An analyst changes the ticket after the message was answered: no redelivery may undo that. */
export function editByHand({ state }: HaloSimulator, ticketId: number): void {
  for (const ticket of state.tickets) if (ticket.id === ticketId) ticket.summary = 'Changed by hand';
}
