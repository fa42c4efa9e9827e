import * as v from 'valibot';

const id = v.pipe(v.number(), v.integer());
const optionalId = v.optional(id);
const optionalText = v.optional(v.string());

/** How a result came about; only there when there is something to say. */
const meta = v.pipe(
  v.optional(
    v.looseObject({
      warnings: v.pipe(
        v.optional(v.array(v.string())),
        v.description('What was ignored, cut, guessed at or noteworthy.'),
      ),
      defaults: v.pipe(
        v.optional(v.record(v.string(), v.unknown())),
        v.description("Inputs that were left out and filled in from the org's configuration."),
      ),
      resolved: v.pipe(
        v.optional(v.record(v.string(), v.object({ name: v.string(), id }))),
        v.description('The records that were given by name, as HaloPSA spells them.'),
      ),
      deduplicated: v.pipe(
        v.optional(v.boolean()),
        v.description('Where a `dedup_key` was given: the ticket was there already, and this was counted on it.'),
      ),
      occurrences: v.pipe(
        optionalId,
        v.description('Where a `dedup_key` was given: how often it was seen on the ticket.'),
      ),
      replayed: v.pipe(
        v.optional(v.boolean()),
        v.description('An earlier delivery of the same message did the work; this is its answer.'),
      ),
      reconciled: v.pipe(
        v.optional(v.boolean()),
        v.description('An earlier delivery had written already, and was found in HaloPSA.'),
      ),
    }),
  ),
  v.description('How the result came about.'),
);

/** A ticket as HaloPSA sends it; these are the fields to rely on. */
const ticketEntries = {
  id: v.pipe(id, v.description('The ticket number.')),
  summary: optionalText,
  details: optionalText,
  client_id: optionalId,
  client_name: optionalText,
  site_id: optionalId,
  user_id: optionalId,
  agent_id: optionalId,
  team: optionalText,
  tickettype_id: optionalId,
  priority_id: optionalId,
  status_id: optionalId,
} satisfies v.ObjectEntries;

export const ticketOutput = v.looseObject({ ...ticketEntries, _meta: meta });

export const ticketRow = v.looseObject(ticketEntries);

export const assetRow = v.looseObject({
  id: v.pipe(id, v.description('The asset number.')),
  inventory_number: optionalText,
  key_field: optionalText,
  client_id: optionalId,
  site_id: optionalId,
  assettype_id: optionalId,
});

export const namedRow = v.looseObject({ id, name: optionalText, client_id: optionalId });

export const pageEntries = {
  record_count: v.pipe(
    id,
    v.description(
      'How many records match in all; of this page alone where HaloPSA does not count them, which a warning says.',
    ),
  ),
  page_no: id,
  page_size: id,
} satisfies v.ObjectEntries;

export const withMeta = <E extends v.ObjectEntries>(entries: E) => v.looseObject({ ...entries, _meta: meta });

/** What a dry run returns in place of an action's result. */
export const dryRunOutput = withMeta({
  dry_run: v.pipe(v.boolean(), v.description('True: nothing was written.')),
  would_send: v.pipe(
    v.array(
      v.looseObject({
        method: v.string(),
        path: v.pipe(v.string(), v.description("Below the HaloPSA instance's address.")),
        body: v.pipe(v.array(v.looseObject({})), v.description('What HaloPSA would be sent: a list of one record.')),
      }),
    ),
    v.description(
      'The writes, in their order. A record that one of them would create has no number yet: where another refers to it, its id is 0.',
    ),
  ),
});
