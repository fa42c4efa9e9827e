import * as f from './fields.ts';

/** Fields that several actions take, each with one text. */
export const ticketId = () =>
  f.recordId({ label: 'Ticket ID', description: 'The number of the ticket.', placeholder: '2884' });

export const priorityId = () =>
  f.recordId({
    label: 'Priority ID',
    description: "HaloPSA's id of the priority. Which ids exist depends on the ticket's SLA.",
    placeholder: '3',
  });

export const statusId = () =>
  f.recordId({
    label: 'Status ID',
    description: "HaloPSA's id of the status; the usual defaults are 1 New, 2 In Progress, 9 Closed.",
    placeholder: '2',
  });

export const agentId = (leftOut: string, orgDefault?: string) =>
  f.recordId({
    label: 'Agent ID',
    description: `HaloPSA's id of the agent the ticket is assigned to. Left out, ${leftOut}.`,
    placeholder: '7',
    orgDefault,
  });

export const assetIds = (more = '') =>
  f.idList({
    label: 'Asset IDs',
    description: `HaloPSA's ids of the assets (devices) on the ticket.${more}`,
    placeholder: '501',
  });

export const customFields = () =>
  f.customFields({
    label: 'Custom fields',
    description: 'A list of objects, each with the `name` (or `id`) of a custom field and its `value`.',
    placeholder: '[{"name":"CFlcDetection","value":"det-9"}]',
  });

export const extra = () =>
  f.extraFields({
    label: 'Extra HaloPSA fields',
    description:
      'Raw HaloPSA fields, merged over the others and winning over them. May not carry `id`, `ticket_id` or `hiddenfromuser`.',
    placeholder: '{"sla_id":1}',
  });

/** It becomes part of a key of the table. */
export const MAX_DEDUP_KEY_CHARS = 255;

export const dedupKey = (more: string) =>
  f.shortLine(
    {
      label: 'Deduplication key',
      description: `While a ticket of the client with this key is open and was seen in the last day (or within \`dedup_window_minutes\`), a repeat opens no other but is counted in a private note on it.${more}`,
      placeholder: 'credential-dump/WS-042',
      tellsApart: true,
    },
    MAX_DEDUP_KEY_CHARS,
  );

export const dryRun = () =>
  f.boolean({
    label: 'Dry run',
    description: 'Writes nothing, and returns what would be sent to HaloPSA after all checks, defaults and look-ups.',
    placeholder: 'false',
  });

export const pageSize = () =>
  f.integer(
    { label: 'Page size', description: 'Rows per page, at most 100 (more is cut to 100).', placeholder: '50' },
    1,
  );

export const pageNo = () =>
  f.integer({ label: 'Page number', description: 'The page, counted from 1.', placeholder: '1' }, 1);

/** HaloPSA's lists have at most 100 rows a page. */
export function clampPageSize(pageSize: number, warn: (message: string) => void): number {
  if (pageSize <= 100) return pageSize;
  warn(`\`page_size\` ${pageSize} was cut to 100, HaloPSA's limit.`);
  return 100;
}
