import type { FieldKind, Posted } from '../../wire/binding.ts';

/** What a posted action may carry; other members are dropped. */
export const ACTION_FIELDS = {
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
} as const satisfies Record<string, FieldKind>;

export type PostedAction = Posted<typeof ACTION_FIELDS>;
