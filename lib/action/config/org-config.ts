import * as v from 'valibot';
import { ExtensionError } from '../../errors.ts';
import * as f from '../inputs/fields.ts';
import { parseInput } from '../inputs/parse-input.ts';
import { wrongConfiguration } from '../inputs/wrong-input.ts';

/**
 * An org's extension configuration, as LimaCharlie shows it in its form and sends it with every request. Each member stands in for an
 * input that a request leaves out; the actions name it in `orgDefault`.
 */
export const orgConfigSchema = v.object({
  default_client_id: v.optional(
    f.recordId({
      label: 'Default client ID',
      description: 'The HaloPSA client for tickets that name none.',
      placeholder: '12',
    }),
  ),
  default_site_id: v.optional(
    f.recordId({
      label: 'Default site ID',
      description: 'The site, used together with the default client.',
      placeholder: '18',
    }),
  ),
  default_user_id: v.optional(
    f.recordId({
      label: 'Default user ID',
      description: 'The end user, used together with the default client.',
      placeholder: '31',
    }),
  ),
  default_tickettype_id: v.optional(
    f.recordId({
      label: 'Default ticket type ID',
      description: 'The type for tickets that name none.',
      placeholder: '1',
    }),
  ),
  default_team: v.optional(
    f.line({ label: 'Default team', description: 'The name of the team for new tickets.', placeholder: 'SOC' }),
  ),
  default_agent_id: v.optional(
    f.recordId({
      label: 'Default agent ID',
      description: 'The agent whom new tickets are assigned to.',
      placeholder: '7',
    }),
  ),
  default_source_id: v.optional(
    f.integer(
      {
        label: 'Default request source ID',
        description:
          'The request source of new tickets, so that reports tell them from what people wrote: "Manual" where left out.',
        placeholder: '15',
      },
      0,
    ),
  ),
  default_asset_type_id: v.optional(
    f.recordId({
      label: 'Default asset type ID',
      description: 'The type of assets that have to be created.',
      placeholder: '7',
    }),
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
  priority_map: v.optional(
    f.priorityMap({
      label: 'Priority map',
      description:
        "HaloPSA's `priority_id` for each severity of a detection: critical, high, medium, low, info. Used by `report_detection`.",
      placeholder: '{"critical":1,"high":2,"medium":3,"low":4}',
    }),
  ),
  dedup_window_minutes: v.optional(
    f.integer(
      {
        label: 'Deduplication window (minutes)',
        description:
          'How long after its last occurrence a ticket takes further ones of its `dedup_key`; 1440, a day, where left out.',
        placeholder: '1440',
      },
      1,
    ),
  ),
  closed_ticket_policy: v.optional(
    f.oneOf(
      {
        label: 'Closed ticket policy',
        description:
          'What becomes of an occurrence whose ticket is closed, deleted or out of the window: `new` opens another that names the old one, `reopen` sets the old one to `reopen_status_id`, `append` notes it on the old one as it is. A deleted ticket has a successor in every case, and so has one that HaloPSA does not reopen.',
        placeholder: 'new',
      },
      ['new', 'reopen', 'append'],
    ),
  ),
  reopen_status_id: v.optional(
    f.recordId({
      label: 'Status of reopened tickets',
      description: 'The status that `reopen` sets.',
      placeholder: '2',
    }),
  ),
  retry_minutes: v.optional(
    f.integer(
      {
        label: 'Retry for (minutes)',
        description:
          'How long a write that HaloPSA can not take, since it is down or slow, is tried again: LimaCharlie calls back until it is done. Left out or 0: within seconds only, and what fails three times is lost.',
        placeholder: '30',
      },
      0,
      360,
    ),
  ),
  max_new_tickets_per_hour: v.optional(
    f.integer(
      {
        label: 'New tickets an hour',
        description:
          'How many tickets one rule of this org opens in an hour before one summary ticket counts the rest; 30 where left out.',
        placeholder: '30',
      },
      1,
    ),
  ),
});

export type OrgConfig = v.InferOutput<typeof orgConfigSchema>;

/** The outcome of notes for which nobody names one, as in `ext-halopsa`. Not every tenant has it. */
export const DEFAULT_NOTE_OUTCOME = 'Note';

/** Null and `{}` are a valid configuration: all defaults. @throws ExtensionError `invalid_input`, naming every wrong member */
export function parseOrgConfig(raw: unknown): OrgConfig {
  try {
    return parseInput(orgConfigSchema, raw ?? {}).input;
  } catch (thrown) {
    if (!(thrown instanceof ExtensionError)) throw thrown;
    throw wrongConfiguration(thrown.errors ?? []);
  }
}
