import * as v from 'valibot';
import { type ActionContext, defineAction } from '../../lib/action/define-action.ts';
import { boundTexts } from '../../lib/action/inputs/bound-texts.ts';
import * as f from '../../lib/action/inputs/fields.ts';
import { placeFields } from '../../lib/action/inputs/place-fields.ts';
import * as shared from '../../lib/action/inputs/shared-fields.ts';
import { byName } from '../../lib/action/names/by-name.ts';
import { resolveNames } from '../../lib/action/names/resolve-names.ts';
import { notTakenOver } from '../../lib/action/not-taken-over.ts';
import { recordOccurrence } from '../../lib/action/occurrences/record-occurrence.ts';
import { ticketOutput } from '../../lib/action/outputs.ts';
import { findByReference } from '../../lib/action/references/find-by-reference.ts';
import { withReference } from '../../lib/action/references/reference.ts';
import { toTicketFields } from '../../lib/action/ticket-fields.ts';
import type { HaloFields, HaloRecord } from '../../lib/halopsa/api.ts';

const input = v.object({
  summary: f.line({
    label: 'Summary',
    description: "The ticket's subject line.",
    placeholder: 'Credential dump on WS-042',
  }),
  details: v.optional(
    f.text({
      label: 'Details',
      description:
        "The ticket's body, as plain text. An object or list (a whole event, say) is shown as indented JSON. Cut after 200 KB.",
      placeholder: 'lsass access by rundll32',
    }),
  ),
  ...placeFields,
  priority_id: v.optional(shared.priorityId()),
  priority: byName('priority'),
  status_id: v.optional(shared.statusId()),
  status: byName('status'),
  impact: v.optional(f.integer({ label: 'Impact', description: 'From 1 (high) to 4 (low).', placeholder: '2' }, 1, 4)),
  urgency: v.optional(
    f.integer({ label: 'Urgency', description: 'From 1 (high) to 4 (low).', placeholder: '2' }, 1, 4),
  ),
  category_1: v.optional(
    f.line({
      label: 'Category',
      description: 'The top-level category as a path, levels joined by `>`.',
      placeholder: 'Security>Malware',
    }),
  ),
  parent_id: v.optional(
    f.recordId({ label: 'Parent ticket ID', description: 'The number of the parent ticket.', placeholder: '2880' }),
  ),
  asset_ids: v.optional(shared.assetIds()),
  customfields: v.optional(shared.customFields()),
  extra: v.optional(shared.extra()),
  dedup_key: v.optional(shared.dedupKey(' Use what identifies the problem, never a time.')),
  dry_run: v.optional(shared.dryRun()),
});

export default defineAction({
  name: 'create_ticket',
  title: 'Create a ticket',
  summary: 'Opens a ticket in HaloPSA.',
  description:
    'Opens a ticket in HaloPSA and returns it with its number. Only `summary` is required here; the tenant may require more for some ticket types, and then says which. Text is sent as plain text.',
  annotations: { readOnly: false, idempotent: false },
  messages: {
    inProgress: 'Creating the ticket…',
    success: 'The ticket was created.',
    error: 'The ticket was not created.',
  },
  input,
  output: ticketOutput,
  examples: [
    { title: 'The least that is needed', input: { summary: 'EDR: credential dump on WS-042' } },
    {
      title: 'At the right customer, with the machine attached',
      input: {
        summary: 'EDR: credential dump on WS-042',
        details: 'lsass access by rundll32',
        client_id: 12,
        site_id: 18,
        tickettype_id: 1,
        priority_id: 3,
        team: 'SOC',
        asset_ids: [501],
      },
    },
    {
      title: 'By name, where the ids are not at hand',
      input: {
        summary: 'EDR: credential dump on WS-042',
        client: 'Northwind Dental',
        site: 'Main',
        tickettype: 'Incident',
        priority: 'High',
      },
    },
    {
      title: "As a rule's templates render it: numbers as strings, the event as an object",
      input: {
        summary: 'EDR: credential dump on WS-042',
        details: { FILE_PATH: 'C:\\Windows\\System32\\rundll32.exe', PROCESS_ID: 4711 },
        client_id: '12',
        customfields: '[{"name":"CFlcDetection","value":"det-9"}]',
      },
    },
  ],
  async run(context, { dedup_key: dedupKey, ...input }) {
    const fields = boundTexts(toTicketFields(await resolveNames(context, input)), context.warn);
    if (dedupKey !== undefined) return occur(context, dedupKey, fields);
    const ticket = await context.halo.tickets.create(withReference(fields, context.reference));
    notTakenOver(fields, ticket).forEach(context.warn);
    return ticket;
  },
  // With a key, `run` itself looks before it writes.
  reconcile: async ({ halo, reference }, { dedup_key: dedupKey, summary, extra }) =>
    dedupKey === undefined ? findByReference(halo, reference, toTicketFields({ summary, extra }).summary) : undefined,
});

async function occur(context: ActionContext, dedupKey: string, fields: HaloFields): Promise<HaloRecord> {
  const sighting = [`Newest: ${fields.summary}`, fields.details].filter(Boolean).join('\n\n');
  const { ticket, created, count } = await recordOccurrence({ ...context, sighting }, dedupKey, fields);
  context.note({ deduplicated: !created, occurrences: count });
  return ticket;
}
