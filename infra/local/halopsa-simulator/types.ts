/** Records as the simulator stores them. Fields carry HaloPSA's wire names; what only the simulator knows is marked. */

/** HaloPSA's built-in agent that stands for "nobody yet". */
export const UNASSIGNED_AGENT_ID = 1;

export type OauthApplication = {
  tenant: string;
  client_id: string;
  client_secret: string;
  /** Scopes that the application may ask for. */
  allowed_scopes: string[];
  /** What the agent's role allows; a token's rights are what was granted and is also here. */
  role_scopes: string[];
  /** The agent to whom every write is attributed. */
  agent_id: number;
};

export type Client = { id: number; name: string; inactive: boolean };
export type Site = { id: number; name: string; client_id: number; inactive: boolean };
export type User = { id: number; name: string; site_id: number; inactive?: boolean };
export type Agent = { id: number; name: string; email: string; team: string; isdisabled?: boolean };
export type Team = { id: number; name: string };
export type Status = { id: number; name: string; closed: boolean };
export type Priority = { priorityid: number; slaid: number; name: string };
export type AssetType = { id: number; name: string; key_field_ids: number[] };
export type CustomFieldDefinition = { id: number; name: string; label: string };
export type FieldValue = { id: number; value: unknown };
export type CustomFieldValue = CustomFieldDefinition & { value: unknown };

/** `mandatory`: names of the fields without which HaloPSA refuses to create a ticket of this type. */
export type TicketType = {
  id: number;
  name: string;
  sla_id: number;
  priority_id: number;
  team: string;
  mandatory: string[];
};

/** `hiddenfromuser`: what an action gets that doesn't say; `available`: false where the workflow refuses the outcome. */
export type Outcome = { id: number; name: string; hiddenfromuser: boolean; available: boolean };

export type Asset = {
  id: number;
  inventory_number: string;
  key_field: string;
  key_field2: string;
  key_field3: string;
  client_id: number;
  site_id: number;
  assettype_id: number;
  status_id: number;
  inactive: boolean;
  criticality: number;
  sla_id: number;
  priority_id: number;
  username?: string;
  notes?: string;
  fields: FieldValue[];
  customfields: CustomFieldValue[];
};

export type Ticket = {
  id: number;
  dateoccurred: string;
  summary: string;
  details?: string;
  details_html?: string;
  status_id: number;
  tickettype_id: number;
  sla_id: number;
  priority_id: number;
  client_id: number;
  site_id: number;
  user_id: number;
  team: string;
  agent_id: number;
  category_1?: string;
  category_2?: string;
  category_3?: string;
  category_4?: string;
  impact: number;
  urgency: number;
  parent_id: number;
  source?: number;
  reportedby?: string;
  closure_note?: string;
  onhold: boolean;
  inactive: boolean;
  hasbeenclosed: boolean;
  dateclosed?: string;
  last_update: string;
  lastactiondate: string;
  customfields: CustomFieldValue[];
  /** Simulator only: the ids behind `assets`. */
  asset_ids: number[];
  /** Simulator only: soft-deleted. */
  deleted: boolean;
  /** Simulator only: `reason` of the DELETE. */
  delete_reason?: string;
  /** Simulator only: the highest action id so far; never reused. */
  last_action_id: number;
};

export type TicketAction = {
  ticket_id: number;
  id: number;
  outcome: string;
  outcome_id: number;
  who: string;
  who_type: number;
  who_agentid: number;
  datetime: string;
  actiondatecreated: string;
  note?: string;
  note_html?: string;
  hiddenfromuser: boolean;
  important: boolean;
  timetaken: number;
  actionchargehours: number;
  actionnonchargehours: number;
  chargerate: number;
  old_status: number;
  new_status: number;
  emailto?: string;
  sendemail: boolean;
  guid: string;
};

/** What a simulated tenant starts from. */
export type Seed = {
  oauth: OauthApplication;
  next_ticket_id: number;
  default_client_id: number;
  clients: Client[];
  sites: Site[];
  users: User[];
  agents: Agent[];
  teams: Team[];
  statuses: Status[];
  priorities: Priority[];
  ticket_types: TicketType[];
  outcomes: Outcome[];
  asset_types: AssetType[];
  custom_fields: CustomFieldDefinition[];
  assets: Asset[];
};

/** `rights` are fixed at issue: a change of role shows only in the next token. */
export type AccessToken = { access_token: string; expires_at_ms: number; rights: string[] };

export type State = Seed & {
  tickets: Ticket[];
  actions: TicketAction[];
  tokens: AccessToken[];
  next_asset_id: number;
  next_token_number: number;
};
