import { isBlank } from '../../lib/action/inputs/coerce.ts';
import { asObject } from './as-object.ts';

/** What a rule's author wrote for whoever gets its detections; lists as one line. */
export interface Metadata {
  /** How severe, in the author's word. */
  level: unknown;
  description: string | undefined;
  tags: string | undefined;
  references: string | undefined;
  falsePositives: string | undefined;
  /** What the rule has extracted from the event. */
  data: Record<string, unknown> | undefined;
}

/**
 * Reads `detect_mtd` (as Sigma and Soteria rules fill it), `rule_tags` and `detect_data`.
 *
 * @see https://docs.limacharlie.io/docs/reference-output-stream-structures
 */
export function readMetadata(detection: Readonly<Record<string, unknown>>): Metadata {
  const metadata = asObject(detection.detect_mtd);
  const data = asObject(detection.detect_data);
  return {
    level: metadata.level,
    description: inOneLine(metadata.description),
    tags: inOneLine(metadata.tags, detection.rule_tags),
    references: inOneLine(metadata.references),
    falsePositives: inOneLine(metadata.falsepositives),
    data: Object.keys(data).length > 0 ? data : undefined,
  };
}

/** Texts, and lists of texts, with commas between them. */
function inOneLine(...values: unknown[]): string | undefined {
  const texts = values.flat().filter((one): one is string => typeof one === 'string' && !isBlank(one));
  return texts.length === 0 ? undefined : [...new Set(texts)].join(', ');
}
