import * as v from 'valibot';
import { byName } from '../names/by-name.ts';
import * as f from './fields.ts';
import { agentId } from './shared-fields.ts';

/** The inputs that say whose a new ticket is, and of what kind. */
export const placeFields = {
  client_id: v.optional(
    f.recordId({
      label: 'Client ID',
      description: "HaloPSA's id of the client (the customer). `lookup_client_site` finds it.",
      placeholder: '12',
      orgDefault: 'default_client_id',
    }),
  ),
  client: byName('client'),
  site_id: v.optional(
    f.recordId({
      label: 'Site ID',
      description: "HaloPSA's id of the site; it must belong to the client.",
      placeholder: '18',
      orgDefault: 'default_site_id',
    }),
  ),
  site: byName('site'),
  user_id: v.optional(
    f.recordId({
      label: 'User ID',
      description: "HaloPSA's id of the end user who asks; must belong to the site.",
      placeholder: '31',
      orgDefault: 'default_user_id',
    }),
  ),
  agent_id: v.optional(agentId("the tenant's routing decides", 'default_agent_id')),
  agent: byName('agent'),
  team: v.optional(
    f.line({
      label: 'Team',
      description: "The team's name, not its id.",
      placeholder: 'SOC',
      orgDefault: 'default_team',
    }),
  ),
  tickettype_id: v.optional(
    f.recordId({
      label: 'Ticket type ID',
      description: "HaloPSA's id of the ticket type. A type can have mandatory fields of its own.",
      placeholder: '1',
      orgDefault: 'default_tickettype_id',
    }),
  ),
  tickettype: byName('tickettype'),
  source_id: v.optional(
    f.integer(
      {
        label: 'Request source ID',
        description:
          'Where the ticket came from, as HaloPSA reports on it: the id of a request source. HaloPSA says "Manual" where it is left out.',
        placeholder: '15',
        orgDefault: 'default_source_id',
      },
      0,
    ),
  ),
};
