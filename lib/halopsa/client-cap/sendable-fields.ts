/**
 * What may be sent under a cap: fields that can't move a record to another client nor draw another client's record in, and those whose
 * ids are checked. A list of what is forbidden would be out of date with HaloPSA's next version: its ticket alone has several hundred
 * fields, among them `client_name`, `userlookup`, `template_id` (a template can bring a client), `merged_into_id` and `attachments`
 * (by the id of one that another ticket has).
 */
const COMMON = ['customfields', 'sla_id', 'priority_id', 'status_id', 'inactive', 'third_party_id'];

export const TICKET_FIELDS: ReadonlySet<string> = new Set([
  ...COMMON,
  // Checked.
  'client_id',
  'site_id',
  'user_id',
  'parent_id',
  'assets',
  // Text.
  'summary',
  'details',
  'details_html',
  'closure_note',
  'closure_note_html',
  // Kind, place in the queue, times.
  'tickettype_id',
  'impact',
  'urgency',
  'category_1',
  'category_2',
  'category_3',
  'category_4',
  'categoryid_1',
  'categoryid_2',
  'categoryid_3',
  'categoryid_4',
  'agent_id',
  'team',
  'team_id',
  'source',
  'onhold',
  'dateoccurred',
  'startdate',
  'targetdate',
  'deadlinedate',
  'fixbydate',
  'respondbydate',
  'estimate',
  // How HaloPSA treats the request.
  'donotapplytemplateintheapi',
  'dont_do_rules',
  '_forcereassign',
  '_novalidate',
  '_validate_only',
]);

/** An entry on a ticket's timeline; its ticket is checked. */
export const ENTRY_FIELDS: ReadonlySet<string> = new Set([
  'note',
  'note_html',
  'outcome',
  'outcome_id',
  'hiddenfromuser',
  'important',
  'datetime',
  'timetaken',
  'actionchargehours',
  'actionnonchargehours',
  'chargerate',
  'new_status',
  'new_agent',
  'new_team',
  'new_priority',
  'new_category1',
  'new_category2',
  'new_category3',
  'new_category4',
]);

export const ASSET_FIELDS: ReadonlySet<string> = new Set([
  ...COMMON,
  'client_id',
  'site_id',
  'assettype_id',
  'inventory_number',
  'key_field',
  'key_field2',
  'key_field3',
  'fields',
  'notes',
  'criticality',
]);

/** A reference to an asset in a ticket's `assets`. */
export const REFERENCE_FIELDS: ReadonlySet<string> = new Set(['id']);
