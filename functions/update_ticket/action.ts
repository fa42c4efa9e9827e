import * as v from 'valibot';
import { defineAction } from '../../lib/action/define-action.ts';
import { boundTexts } from '../../lib/action/inputs/bound-texts.ts';
import * as f from '../../lib/action/inputs/fields.ts';
import * as shared from '../../lib/action/inputs/shared-fields.ts';
import { listNames } from '../../lib/action/inputs/unknown-inputs.ts';
import { invalidInput } from '../../lib/action/inputs/wrong-input.ts';
import { byName } from '../../lib/action/names/by-name.ts';
import { resolveNames } from '../../lib/action/names/resolve-names.ts';
import { notTakenOver } from '../../lib/action/not-taken-over.ts';
import { ticketOutput } from '../../lib/action/outputs.ts';
import { requireTicketInDryRun } from '../../lib/action/require-ticket-in-dry-run.ts';
import { toTicketFields } from '../../lib/action/ticket-fields.ts';
import { isApplied } from './is-applied.ts';

const input = v.object({
  id: f.recordId({ label: 'Ticket ID', description: 'The number of the ticket to change.', placeholder: '2884' }),
  summary: v.optional(
    f.line({
      label: 'Summary',
      description: 'A new subject line.',
      placeholder: 'Resolved: credential dump on WS-042',
    }),
  ),
  details: v.optional(
    f.text({
      label: 'Details',
      description:
        "Replaces the first entry of the ticket's timeline, which holds the original evidence. To add text, use `add_action` instead. Cut after 200 KB.",
      placeholder: 'Corrected description',
    }),
  ),
  status_id: v.optional(shared.statusId()),
  status: byName('status'),
  agent_id: v.optional(shared.agentId('it stays who it is')),
  agent: byName('agent'),
  priority_id: v.optional(shared.priorityId()),
  priority: byName('priority'),
  asset_ids: v.optional(
    shared.assetIds(
      " Replaces the ticket's whole list; an empty list clears it. To add one, use `link_asset_to_ticket` instead.",
    ),
  ),
  customfields: v.optional(shared.customFields()),
  extra: v.optional(shared.extra()),
  dry_run: v.optional(shared.dryRun()),
});

export default defineAction({
  name: 'update_ticket',
  title: 'Update a ticket',
  summary: 'Changes the given fields of a HaloPSA ticket.',
  description:
    'Changes the given fields of a ticket and leaves the others as they are. Closing is a change of `status_id` (usually 9); a tenant can require an assigned agent first.',
  annotations: { readOnly: false, idempotent: true },
  messages: {
    inProgress: 'Updating the ticket…',
    success: 'The ticket was updated.',
    error: 'The ticket was not updated.',
  },
  input,
  output: ticketOutput,
  examples: [
    { title: 'Close it', input: { id: 2884, status_id: 9, agent_id: 7 } },
    { title: 'Hand it to a colleague, by name', input: { id: 2884, agent: 'Priya Nair', status: 'In Progress' } },
    { title: 'Take every asset off it', input: { id: '2884', asset_ids: [] } },
  ],
  async run(context, { id, ...changes }) {
    if (Object.keys(toTicketFields(changes)).length === 0) throw nothingToChange(context.unknownInputs);
    await requireTicketInDryRun(context, id);
    const { halo, exclusively, warn } = context;
    const fields = boundTexts(toTicketFields(await resolveNames(context, changes)), warn);
    const update = () => halo.tickets.update(id, fields);
    // A link that is under way would write back the list that it read before.
    const ticket = await ('assets' in fields ? exclusively(`ticket#${id}`, update) : update());
    notTakenOver(fields, ticket).forEach(warn);
    return ticket;
  },
  async reconcile(context, { id, ...changes }) {
    const [ticket, fields] = await Promise.all([context.halo.tickets.get(id), resolveNames(context, changes)]);
    return isApplied(boundTexts(toTicketFields(fields)), ticket) ? ticket : undefined;
  },
});

function nothingToChange(unknown: readonly string[]) {
  const received =
    unknown.length === 0 ? 'no other field that has a value' : `only unknown inputs: ${listNames(unknown)}`;
  const expected = 'at least one field to change beside it';
  const remedy = "Add a field to change (HaloPSA's other ones, such as `team` or `category_1`, go into `extra`)";
  return invalidInput([{ field: 'id', expected, received }], remedy);
}
