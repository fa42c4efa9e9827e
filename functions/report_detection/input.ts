import * as v from 'valibot';
import * as f from '../../lib/action/inputs/fields.ts';
import { placeFields } from '../../lib/action/inputs/place-fields.ts';
import * as shared from '../../lib/action/inputs/shared-fields.ts';

const part = (label: string, description: string, placeholder: string, tellsApart = false) =>
  v.optional(f.line({ label, description, placeholder, tellsApart }));

/** What `report_detection` takes. */
export const input = v.object({
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
  severity: part('Severity', 'The same as `priority`, which wins over it.', 'high'),
  summary: part(
    'Summary',
    "The ticket's subject line; left out, the rule and the host name. Without `cat` and `dedup_key` each different text is a problem of its own, and opens a ticket.",
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
  ...placeFields,
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

/** The parts of a detection that a caller may give one by one; they win over the detection's own. */
export type DetectionInput = Partial<v.InferOutput<typeof input>>;

const placesSchema = v.object(placeFields);

/** Of an input what says whose ticket it is. `priority` is no name of HaloPSA's here: it says how severe the detection is. */
export const placesIn = (given: object): Partial<v.InferOutput<typeof placesSchema>> =>
  Object.fromEntries(Object.entries(given).filter(([name, value]) => name in placeFields && value !== undefined));
