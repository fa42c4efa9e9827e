import type { FieldError } from '../../errors.ts';
import { cutName, inCode } from '../../in-code.ts';
import { isRecord } from '../../json.ts';
import { isBlank, toBoolean } from './coerce.ts';
import { letters, nearestName } from './nearest-name.ts';

const MAX_UNKNOWN_NAMED = 10;

/** The names in a raw input that are no inputs. */
export const unknownNames = (raw: Readonly<Record<string, unknown>>, known: readonly string[]): string[] =>
  Object.keys(raw).filter((name) => !known.includes(name));

/** For the log: as many as the caller is told of, each cut short. Undefined: there are none. */
export function ignoredInputs(raw: unknown, known: readonly string[]): string[] | undefined {
  const names = isRecord(raw) ? unknownNames(raw, known).slice(0, MAX_UNKNOWN_NAMED) : [];
  return names.length === 0 ? undefined : names.map(cutName);
}

/** A security ticket is not lost to a typing error, but whoever made it should learn of it. */
export function unknownInputWarnings(unknown: readonly string[], known: readonly string[]): string[] {
  const warnings = unknown.slice(0, MAX_UNKNOWN_NAMED).map((name) => {
    return `The input ${inCode(name)} is not known and was ignored${remedyFor(name, known)}`;
  });
  const rest = unknown.length - warnings.length;
  return rest > 0 ? [...warnings, `${rest} more unknown inputs were ignored.`] : warnings;
}

/** What a direct caller may take for inputs. */
const HEADERS: Readonly<Record<string, string>> = { idempotency_key: 'Idempotency-Key', oid: 'x-limacharlie-oid' };

/** Inputs of one action that writes tickets, and HaloPSA's own names of them: what another lacks, its `extra` takes. */
const TICKET_FIELDS: ReadonlySet<string> = new Set([
  ...['client_id', 'site_id', 'user_id', 'tickettype_id', 'parent_id'],
  ...['team', 'impact', 'urgency', 'category_1'],
]);

const NOTES: ReadonlySet<string> = new Set(['note', 'notes', 'comment', 'text']);

function remedyFor(name: string, known: readonly string[]): string {
  if (Object.hasOwn(HEADERS, name)) return `; a direct call has it in the header \`${HEADERS[name]}\`.`;
  // Not `details`, which would replace the evidence.
  if (known.includes('id') && NOTES.has(name)) return '; `add_action` writes a note.';
  const nearest = nearestName(name, known);
  if (nearest !== undefined) return `; did you mean \`${nearest}\`?`;
  // The id of what is no id here, as `priority_id` beside `report_detection`'s `priority`.
  const word = known.find((one) => letters(`${one}_id`) === letters(name));
  const own = word === undefined ? name : `${word}_id`;
  const writesTickets = known.includes('summary') && known.includes('extra');
  const isOwn = writesTickets && (word !== undefined || TICKET_FIELDS.has(name));
  return isOwn ? `; as HaloPSA's own field it is \`extra.${own}\`.` : '.';
}

/** Who sets `dryRun` wants nothing written; ignored, it would be, and the warning would come too late. */
export const misspeltDryRun = (
  raw: Readonly<Record<string, unknown>>,
  unknown: readonly string[],
  known: readonly string[],
): FieldError[] =>
  unknown
    .filter((name) => known.includes('dry_run') && letters(name) === 'dryrun' && !isUnset(raw[name]))
    .map((name) => ({ field: name, expected: 'this input under its name, `dry_run`', received: inCode(name) }));

function isUnset(value: unknown): boolean {
  const read = toBoolean(value);
  return isBlank(value) || ('value' in read && !read.value);
}

/** Unknown names in a sentence, cut short. */
export function listNames(unknown: readonly string[]): string {
  const named = unknown.slice(0, MAX_UNKNOWN_NAMED).map(inCode).join(', ');
  const rest = unknown.length - MAX_UNKNOWN_NAMED;
  return rest > 0 ? `${named} and ${rest} more` : named;
}
