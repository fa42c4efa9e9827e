import * as v from 'valibot';
import { defineAction } from '../../lib/action/define-action.ts';
import { boundTexts } from '../../lib/action/inputs/bound-texts.ts';
import { resolveNames } from '../../lib/action/names/resolve-names.ts';
import { assetRow, ticketRow, withMeta } from '../../lib/action/outputs.ts';
import { toTicketFields } from '../../lib/action/ticket-fields.ts';
import { detectionBody, sightingOf } from './detection-body.ts';
import { input, placesIn } from './input.ts';
import { linkHost } from './link-host.ts';
import { noRule } from './no-rule.ts';
import { readDetection } from './read-detection.ts';
import { placeDetection } from './storm.ts';
import { warningsOf } from './warnings-of.ts';

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
    if (detection === undefined) throw noRule(rest.detection);
    warningsOf(detection).forEach(context.warn);
    const priorityId = detection.severity && context.config.priority_map?.[detection.severity];
    const whole = toTicketFields({
      summary: detection.summary,
      details: detectionBody(detection, details),
      ...(priorityId !== undefined && { priority_id: priorityId }),
      ...(await resolveNames(context, { ...placesIn(rest), extra })),
    });
    const fields = boundTexts(whole, context.warn);
    const seen = { ...context, sighting: sightingOf(detection) };
    const { ticket, created, count, isSummary, isUnseen } = await placeDetection(seen, detection, fields);
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
