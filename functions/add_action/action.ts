import * as v from 'valibot';
import { DEFAULT_NOTE_OUTCOME } from '../../lib/action/config/org-config.ts';
import { defineAction } from '../../lib/action/define-action.ts';
import { findSameEntry } from '../../lib/action/find-same-entry.ts';
import { boundTexts } from '../../lib/action/inputs/bound-texts.ts';
import { isBlank } from '../../lib/action/inputs/coerce.ts';
import * as f from '../../lib/action/inputs/fields.ts';
import * as shared from '../../lib/action/inputs/shared-fields.ts';
import { withMeta } from '../../lib/action/outputs.ts';
import { requireTicketInDryRun } from '../../lib/action/require-ticket-in-dry-run.ts';

const input = v.object({
  ticket_id: shared.ticketId(),
  note: f.text({
    label: 'Note',
    description: 'The text, as plain text. An object or list is shown as indented JSON. Cut after 200 KB.',
    placeholder: 'Isolated the host.',
  }),
  hiddenfromuser: v.optional(
    f.boolean({
      label: 'Hidden from the end user',
      description: 'True: a private note. Only an explicit false makes a reply that the end user sees.',
      placeholder: 'true',
    }),
    true,
  ),
  timetaken: v.optional(
    f.hours({
      label: 'Time taken',
      description: 'Hours worked. Over HTTPS 0.25 is 15 minutes; a rule sends fractions as `timetaken` in `extra`.',
      placeholder: '1',
    }),
  ),
  actionchargehours: v.optional(
    f.hours({
      label: 'Billable hours',
      description: 'Hours to bill, as `timetaken`. Charged only where the tenant has a charge rate for the agent.',
      placeholder: '1',
    }),
  ),
  outcome: v.optional(
    f.line({
      label: 'Outcome',
      description: "The outcome's name; names differ by tenant.",
      placeholder: 'Note',
      orgDefault: 'note_outcome',
    }),
    DEFAULT_NOTE_OUTCOME,
  ),
  extra: v.optional(shared.extra()),
  dry_run: v.optional(shared.dryRun()),
});

export default defineAction({
  name: 'add_action',
  title: 'Add a note or reply to a ticket',
  summary: "Adds an entry to a HaloPSA ticket's timeline.",
  description:
    "Adds an entry to a ticket's timeline: a private note, or with `hiddenfromuser` false a reply that the end user sees, with time on it if wanted. HaloPSA calls such an entry an Action.",
  annotations: { readOnly: false, idempotent: false },
  messages: { inProgress: 'Adding the note…', success: 'The note was added.', error: 'The note was not added.' },
  input,
  output: withMeta({
    id: v.pipe(v.number(), v.integer(), v.description("The entry's number within the ticket.")),
    ticket_id: v.optional(v.pipe(v.number(), v.integer())),
    outcome: v.optional(v.string()),
    note: v.optional(v.string()),
    hiddenfromuser: v.optional(v.boolean()),
    timetaken: v.optional(v.number()),
    actionchargehours: v.optional(v.number()),
  }),
  examples: [
    { title: 'A private note', input: { ticket_id: 2884, note: 'Isolated the host.' } },
    {
      title: 'A reply to the end user with a quarter of an hour on it',
      input: {
        ticket_id: '2884',
        note: 'We have isolated your machine.',
        hiddenfromuser: 'false',
        timetaken: '0.25',
        actionchargehours: 0.25,
      },
    },
  ],
  async run(context, { ticket_id: ticketId, ...input }) {
    await requireTicketInDryRun(context, ticketId);
    const entry = boundTexts(toEntry(input), context.warn);
    return { ticket_id: ticketId, ...(await context.halo.ticketActions.add(ticketId, entry)) };
  },
  async reconcile({ halo }, { ticket_id: ticketId, ...input }, sinceMs) {
    const found = findSameEntry(await halo.ticketActions.list(ticketId), boundTexts(toEntry(input)), sinceMs);
    return found && { ticket_id: ticketId, ...found };
  },
});

/** HaloPSA takes an outcome by its name or by its id; beside an id in `extra`, which wins, a name would name another one. */
function toEntry({ extra = {}, outcome, ...fields }: Omit<v.InferOutput<typeof input>, 'ticket_id'>) {
  const { outcome_id: outcomeId, ...raw } = extra;
  return { ...fields, ...(isBlank(outcomeId) ? { outcome } : { outcome_id: outcomeId }), ...raw };
}
