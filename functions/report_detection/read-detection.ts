import { hasNoValue, isBlank } from '../../lib/action/inputs/coerce.ts';
import type { Severity } from '../../lib/action/inputs/fields.ts';
import { hostName } from '../../lib/action/inputs/host-name.ts';
import { oneLine } from '../../lib/action/inputs/one-line.ts';
import { MAX_DEDUP_KEY_CHARS } from '../../lib/action/inputs/shared-fields.ts';
import { parseJson } from '../../lib/json.ts';
import { sha256 } from '../../lib/ledger/digest.ts';
import { asObject } from './as-object.ts';
import type { DetectionInput } from './input.ts';
import { type Metadata, readMetadata } from './read-metadata.ts';
import { readTime } from './read-time.ts';
import { firstSeverity } from './severity.ts';

export interface Detection extends Metadata {
  /** The rule's name. */
  rule: string;
  summary: string;
  hostname: string | undefined;
  sid: string | undefined;
  detectId: string | undefined;
  link: string | undefined;
  severity: Severity | undefined;
  /** What should have said the severity first, and can't be read as one. */
  unreadPriority: unknown;
  /** A priority of more than 10, which is read as critical. */
  priorityAboveScale: unknown;
  /** Epoch milliseconds. */
  atMs: number | undefined;
  addresses: string[];
  /** What the sensor saw. */
  event: unknown;
  dedupKey: string;
  /** The default key names no machine, so that all machines of the rule share a ticket. */
  isOfAnyMachine: boolean;
  /** The default key has the subject in place of a rule's name, so that another subject is another problem. */
  isNamedBySummary: boolean;
}

/** Reads LimaCharlie's detection object. Undefined: it names neither a rule nor a summary, so there is nothing to report. */
export function readDetection(input: DetectionInput): Detection | undefined {
  const detection = input.detection ?? {};
  const routing = asObject(detection.routing);
  const metadata = readMetadata(detection);
  const cat = input.cat ?? text(detection.cat);
  const rule = (cat ?? input.summary)?.trim();
  if (rule === undefined) return undefined;
  const told = input.hostname ?? name(routing.hostname);
  const hostname = told && hostName(told);
  const sid = input.sid ?? name(routing.sid);
  const sensor = sid ?? hostname?.toLowerCase();
  const read = firstSeverity([input.priority, input.severity, detection.priority, metadata.level]);
  return {
    rule,
    summary: oneLine(input.summary ?? (hostname === undefined ? rule : `${rule} on ${hostname}`)),
    hostname,
    sid,
    detectId: input.detect_id ?? text(detection.detect_id),
    link: input.link ?? text(detection.link),
    severity: read.severity,
    unreadPriority: read.unread,
    priorityAboveScale: read.aboveScale,
    // When it happened, else when the detection was made of it.
    atMs: readTime(routing.event_time, detection.gen_time, detection.ts),
    addresses: [text(routing.int_ip), text(routing.ext_ip)].filter((one) => one !== undefined),
    event: event(detection.detect) ?? (input.detection === undefined ? undefined : detection),
    dedupKey: input.dedup_key ?? defaultKey(rule, sensor),
    isNamedBySummary: input.dedup_key === undefined && cat === undefined,
    isOfAnyMachine: input.dedup_key === undefined && sensor === undefined,
    ...metadata,
  };
}

/** One ticket for a rule on a sensor. */
function defaultKey(rule: string, sensor: string | undefined): string {
  const key = sensor === undefined ? rule : `${rule}/${sensor}`;
  return key.length <= MAX_DEDUP_KEY_CHARS ? key : sha256(key);
}

/** In the form of the inputs that win over it: the same rule and machine, whichever names them. */
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && !isBlank(value) ? value.normalize('NFC') : undefined;

function event(value: unknown): unknown {
  if (isBlank(value)) return undefined;
  return typeof value === 'string' ? (parseJson(value) ?? value) : value;
}

/** What tells a machine from others; a rule may have rendered it, and found nothing. */
const name = (value: unknown): string | undefined => (hasNoValue(value) ? undefined : text(value)?.trim());
