import type { FieldKind } from '../../wire/binding.ts';

/** What a posted ticket may carry; other members are dropped, a nested `tickettype: {id}` among them. */
export const TICKET_FIELDS: Record<string, FieldKind> = {
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
};

/** A bound ticket: only what was posted is there. */
export type PostedTicket = {
  id?: number;
  summary?: string;
  details?: string;
  details_html?: string;
  client_id?: number;
  site_id?: number;
  user_id?: number;
  agent_id?: number;
  team?: string;
  team_id?: number;
  tickettype_id?: number;
  priority_id?: number;
  sla_id?: number;
  status_id?: number;
  impact?: number;
  urgency?: number;
  category_1?: string;
  category_2?: string;
  category_3?: string;
  category_4?: string;
  parent_id?: number;
  source?: number;
  dateoccurred?: string;
  reportedby?: string;
  closure_note?: string;
  onhold?: boolean;
  assets?: Record<string, unknown>[];
  customfields?: Record<string, unknown>[];
  _novalidate?: boolean;
  _validate_only?: boolean;
  _recover?: boolean;
};
