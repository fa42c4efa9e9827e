import type { FieldKind } from '../../wire/binding.ts';

/** What a posted action may carry; other members are dropped. */
export const ACTION_FIELDS: Record<string, FieldKind> = {
  id: 'int',
  ticket_id: 'int',
  outcome: 'text',
  outcome_id: 'int',
  note: 'text',
  note_html: 'text',
  hiddenfromuser: 'bool',
  important: 'bool',
  timetaken: 'double',
  actionchargehours: 'double',
  actionnonchargehours: 'double',
  chargerate: 'int',
  new_status: 'int',
  new_agent: 'int',
  new_team: 'text',
  new_priority: 'int',
  new_category1: 'text',
  sendemail: 'bool',
  emailto: 'text',
};

/** A bound action: only what was posted is there. */
export type PostedAction = {
  id?: number;
  ticket_id?: number;
  outcome?: string;
  outcome_id?: number;
  note?: string;
  note_html?: string;
  hiddenfromuser?: boolean;
  important?: boolean;
  timetaken?: number;
  actionchargehours?: number;
  actionnonchargehours?: number;
  chargerate?: number;
  new_status?: number;
  new_agent?: number;
  new_team?: string;
  new_priority?: number;
  new_category1?: string;
  sendemail?: boolean;
  emailto?: string;
};
