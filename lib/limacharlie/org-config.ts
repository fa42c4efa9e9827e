import * as v from 'valibot';
import * as f from '../action/fields.ts';
import { parseInput } from '../action/parse-input.ts';

/**
 * An org's extension configuration, as LimaCharlie shows it in its form and sends it with every request. Each member stands in for an
 * input that a request leaves out; the actions name it in `orgDefault`.
 */
export const orgConfigSchema = v.object({
  default_client_id: v.optional(
    f.integer(
      { label: 'Default client ID', description: 'The HaloPSA client for tickets that name none.', placeholder: '12' },
      1,
    ),
  ),
  default_site_id: v.optional(
    f.integer(
      { label: 'Default site ID', description: 'The site, used together with the default client.', placeholder: '18' },
      1,
    ),
  ),
  default_user_id: v.optional(
    f.integer(
      {
        label: 'Default user ID',
        description: 'The end user, used together with the default client.',
        placeholder: '31',
      },
      1,
    ),
  ),
  default_tickettype_id: v.optional(
    f.integer(
      { label: 'Default ticket type ID', description: 'The type for tickets that name none.', placeholder: '1' },
      1,
    ),
  ),
  default_team: v.optional(
    f.line({ label: 'Default team', description: 'The name of the team for new tickets.', placeholder: 'SOC' }),
  ),
  default_agent_id: v.optional(
    f.integer(
      { label: 'Default agent ID', description: 'The agent whom new tickets are assigned to.', placeholder: '7' },
      1,
    ),
  ),
  default_asset_type_id: v.optional(
    f.integer(
      { label: 'Default asset type ID', description: 'The type of assets that have to be created.', placeholder: '7' },
      1,
    ),
  ),
  note_outcome: v.optional(
    f.line({
      label: 'Note outcome',
      description: 'The outcome for notes that name none; names differ by tenant.',
      placeholder: 'Note',
    }),
  ),
  create_missing_assets: v.optional(
    f.boolean({
      label: 'Create missing assets',
      description: 'Whether a machine that HaloPSA does not know becomes an asset when it is linked.',
      placeholder: 'true',
    }),
  ),
});

export type OrgConfig = v.InferOutput<typeof orgConfigSchema>;

/** Null and `{}` are a valid configuration: all defaults. @throws ExtensionError `invalid_input`, naming every wrong member */
export const parseOrgConfig = (raw: unknown): OrgConfig => parseInput(orgConfigSchema, raw ?? {}).input;
