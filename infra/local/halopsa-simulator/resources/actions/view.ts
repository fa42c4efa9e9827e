import type { Ticket, TicketAction } from '../../types.ts';
import { Double } from '../../wire/json.ts';

const HOURS_PER_DAY = 8;

/** An action as POST and `GET /Actions/{id}` give it. */
export function actionView(action: TicketAction) {
  const { sendemail, emailto, ...stored } = action;
  return {
    ...stored,
    timetakendays: Math.round((action.timetaken / HOURS_PER_DAY) * 100) / 100,
    actionnonchargehours: new Double(action.actionnonchargehours),
    actionchargeamount: new Double(0),
    attachment_count: 0,
  };
}

/** Entry 1 of a ticket's timeline: its body, so that new `details` replace it. A ticket without details has no such entry. */
export function openingEntry(ticket: Ticket): TicketAction[] {
  if (ticket.details === undefined) return [];
  return [
    {
      ticket_id: ticket.id,
      id: 1,
      outcome: 'Logged',
      outcome_id: -1,
      who: 'General User',
      who_type: 0,
      who_agentid: -1,
      datetime: ticket.dateoccurred,
      actiondatecreated: ticket.dateoccurred,
      note: ticket.details,
      note_html: ticket.details_html,
      hiddenfromuser: false,
      important: false,
      timetaken: 0,
      actionchargehours: 0,
      actionnonchargehours: 0,
      chargerate: 0,
      old_status: ticket.status_id,
      new_status: ticket.status_id,
      sendemail: false,
      guid: `00000000-0000-4000-8000-${String(ticket.id).padStart(12, '0')}`,
    },
  ];
}
