import type { FieldKind, Posted } from '../../wire/binding.ts';

/** What a posted ticket may carry; other members are dropped, a nested `tickettype: {id}` among them. */
export const TICKET_FIELDS = {
  id: 'int',
  summary: 'text',
  details: 'text',
  details_html: 'text',
  client_id: 'int',
  site_id: 'int',
  user_id: 'int',
  agent_id: 'int',
  team: 'text',
  team_id: 'int',
  tickettype_id: 'int',
  priority_id: 'int',
  sla_id: 'int',
  status_id: 'int',
  impact: 'int',
  urgency: 'int',
  category_1: 'text',
  category_2: 'text',
  category_3: 'text',
  category_4: 'text',
  parent_id: 'int',
  source: 'int',
  dateoccurred: 'text',
  reportedby: 'text',
  closure_note: 'text',
  onhold: 'bool',
  assets: 'objects',
  customfields: 'objects',
  _novalidate: 'bool',
  _validate_only: 'bool',
  _recover: 'bool',
} as const satisfies Record<string, FieldKind>;

export type PostedTicket = Posted<typeof TICKET_FIELDS>;
