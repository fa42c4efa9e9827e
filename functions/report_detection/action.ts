import * as v from 'valibot';
import { defineAction } from '../../lib/action/define-action.ts';
import * as f from '../../lib/action/fields.ts';
import { describe, invalidInput } from '../../lib/action/parse-input.ts';
import * as shared from '../../lib/action/shared-fields.ts';
import { assetRow, ticketRow, withMeta } from '../../lib/action/shared-outputs.ts';
import { toTicketFields } from '../../lib/action/ticket-fields.ts';
import { detectionBody } from './detection-body.ts';
import { linkHost } from './link-host.ts';
import { readDetection } from './read-detection.ts';
import { placeDetection } from './storm.ts';

const part = (label: string, description: string, placeholder: string, tellsApart = false) =>
  v.optional(f.line({ label, description, placeholder, tellsApart }));

const input = v.object({
  detection: v.optional(
    f.object({
      label: 'Detection',
      description: "LimaCharlie's detection object, whole. The other fields win over what it says.",
      placeholder: '{"cat":"Credential dump","routing":{"hostname":"WS-042"}}',
    }),
  ),
  cat: part('Rule', "The rule's name.", 'Credential dump'),
  hostname: part('Host name', "The machine's name.", 'WS-042', true),
  sid: part('Sensor ID', "The sensor's id.", '3c4f…', true),
  detect_id: part('Detection ID', "The detection's id.", 'det-9'),
  link: part('Link', "The detection's address in LimaCharlie.", 'https://app.limacharlie.io/…'),
  priority: part(
    'Priority or severity',
    '0 to 10, or critical, high, medium, low, info; the `priority_map` makes a HaloPSA priority of it.',
    'high',
  ),
  summary: part(
    'Summary',
    "The ticket's subject line; left out, the rule and the host name.",
    'Credential dump on WS-042',
  ),
  details: v.optional(
    f.text({
      label: 'Details',
      description: 'Text to put before the event, as plain text.',
      placeholder: 'Playbook 7 applies.',
    }),
  ),
  dedup_key: v.optional(shared.dedupKey(' Left out: the rule and the sensor.')),
  client_id: v.optional(
    f.recordId({
      label: 'Client ID',
      description: "HaloPSA's id of the client (the customer).",
      placeholder: '12',
      orgDefault: 'default_client_id',
    }),
  ),
  site_id: v.optional(
    f.recordId({
      label: 'Site ID',
      description: "HaloPSA's id of the site.",
      placeholder: '18',
      orgDefault: 'default_site_id',
    }),
  ),
  user_id: v.optional(
    f.recordId({
      label: 'User ID',
      description: "HaloPSA's id of the end user.",
      placeholder: '31',
      orgDefault: 'default_user_id',
    }),
  ),
  agent_id: v.optional(shared.agentId('default_agent_id')),
  team: v.optional(
    f.line({ label: 'Team', description: "The team's name.", placeholder: 'SOC', orgDefault: 'default_team' }),
  ),
  tickettype_id: v.optional(
    f.recordId({
      label: 'Ticket type ID',
      description: "HaloPSA's id of the ticket type.",
      placeholder: '1',
      orgDefault: 'default_tickettype_id',
    }),
  ),
  asset_type_id: v.optional(
    f.recordId({
      label: 'Asset type ID',
      description: 'The type of an asset that has to be created; created only where the configuration says so.',
      placeholder: '7',
      orgDefault: 'default_asset_type_id',
    }),
  ),
  link_asset: v.optional(
    f.boolean({
      label: 'Link the asset',
      description: 'Whether the machine is attached to the ticket.',
      placeholder: 'true',
    }),
    true,
  ),
  extra: v.optional(shared.extra()),
  dry_run: v.optional(shared.dryRun()),
});

export default defineAction({
  name: 'report_detection',
  title: 'Report a detection',
  summary: 'Turns a LimaCharlie detection into the right ticket, in one call.',
  description:
    'Opens a ticket for a detection, or counts it on the open one of the same `dedup_key`; sets client and priority, writes a readable body with the event, and links the machine. A link that fails never costs the ticket. A rule that opens too many tickets in an hour goes onto one summary ticket.',
  annotations: { readOnly: false, idempotent: false },
  messages: {
    inProgress: 'Reporting the detection…',
    success: 'The detection is on a ticket.',
    error: 'The detection was not reported.',
  },
  input,
  output: withMeta({
    ticket: ticketRow,
    created: v.pipe(v.boolean(), v.description('This detection opened the ticket.')),
    deduplicated: v.pipe(v.boolean(), v.description('It was counted on a ticket that was there.')),
    occurrences: v.pipe(v.number(), v.integer(), v.description('How often it was seen on this ticket.')),
    asset: v.optional(assetRow),
    warnings: v.pipe(v.array(v.string()), v.description('What did not work, without costing the ticket.')),
  }),
  examples: [
    {
      title: 'The detection as a rule holds it',
      input: {
        detection: {
          cat: 'Credential dump',
          detect_id: 'det-9',
          link: 'https://app.limacharlie.io/detection/det-9',
          priority: 8,
          routing: { hostname: 'WS-042', sid: '3c4f9e1a-0000-4000-8000-000000000042', event_time: 1_764_000_000_000 },
          detect: { event: { FILE_PATH: 'C:\\Windows\\System32\\rundll32.exe' } },
        },
        client_id: 12,
      },
    },
    {
      title: 'Its parts, one by one',
      input: { cat: 'Credential dump', hostname: 'WS-042', priority: 'high', client_id: '12' },
    },
  ],
  async run(context, { link_asset: mayLink, asset_type_id: assetTypeId, details, extra, ...rest }) {
    const detection = readDetection(rest);
    if (detection === undefined)
      throw invalidInput([
        {
          field: 'cat',
          expected: 'a rule (`cat`), a `summary`, or a `detection` that has one',
          received: 'none of them',
        },
      ]);
    const { client_id, site_id, user_id, agent_id, team, tickettype_id } = rest;
    if (detection.unreadPriority !== undefined) {
      context.warn(
        `\`priority\` was ignored: expected 0 to 10, or one of ${f.SEVERITIES.join(', ')}; received ${describe(detection.unreadPriority)}.`,
      );
    }
    const priorityId = detection.severity && context.config.priority_map?.[detection.severity];
    const fields = toTicketFields({
      summary: detection.summary,
      details: detectionBody(detection, details),
      ...withoutUndefined({ client_id, site_id, user_id, agent_id, team, tickettype_id, priority_id: priorityId }),
      extra,
    });
    const { ticket, created, count, isSummary, isUnseen } = await placeDetection(context, detection, fields);
    // A storm's machines are as many as its detections: its summary ticket takes none. Of a ticket that HaloPSA doesn't show nobody knows whose
    // machines are meant.
    const link =
      mayLink && !isSummary && !isUnseen && detection.hostname !== undefined
        ? await linkHost(context, ticket, detection.hostname, assetTypeId)
        : undefined;
    return {
      ticket: link?.ticket ?? ticket,
      created,
      deduplicated: !created,
      occurrences: count,
      ...(link?.asset && { asset: link.asset }),
      warnings: link?.warning === undefined ? [] : [link.warning],
    };
  },
});

const withoutUndefined = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
