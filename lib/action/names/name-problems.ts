import { type ErrorCode, ExtensionError, type FieldError } from '../../errors.ts';
import { describeValue } from '../inputs/wrong-input.ts';
import type { Named, NameMatch } from './match-name.ts';
import { MAX_NAME_CHARS, type NameField, VOCABULARIES } from './vocabulary.ts';

const MAX_LISTED = 10;

/** A name that can't be used: what is wrong with it, as a sentence and as a field error. */
export interface NameProblem {
  code: ErrorCode;
  sentence: string;
  error: FieldError;
}

/**
 * Judges a match against the id that was given beside the name, which may settle what the name leaves open.
 * @param clientId the client at which alone it was looked for: other clients may well have a record of that name
 */
export function judgeMatch(
  field: NameField,
  name: string,
  match: NameMatch,
  givenId: number | undefined,
  clientId?: number,
): Named | NameProblem {
  const problem = (code: ErrorCode, sentence: string, expected: string): NameProblem => ({
    code,
    sentence,
    error: { field, expected, received: describeValue(name) },
  });
  const { plural } = VOCABULARIES[field];
  if (match.kind === 'none') {
    const near = match.nearest.map(quoted).join(', ');
    const of = clientId === undefined ? '' : ` of client ${clientId}`;
    // Whoever reads this may see the record in HaloPSA (QUIRKS.md, "long vocabularies").
    const [whose, doubt] = match.isOfPart
      ? [`the ${plural}${of} that HaloPSA lists`, ', and it may have more']
      : [`HaloPSA's ${plural}${of}`, ''];
    const sentence = `None of ${whose} is called ${quoted(name)}${doubt}${near && `; the nearest are ${near}`}.`;
    return problem('not_found', sentence, `one of the ${plural}${of}${near && `, such as ${near}`}`);
  }
  const records = match.kind === 'one' ? [match.record] : match.records;
  const given = records.find((one) => one.id === givenId);
  if (given) return given;
  const list = records.slice(0, MAX_LISTED).map(inWords).join(', ');
  if (givenId !== undefined) {
    const sentence = `\`${field}\` is ${quoted(name)}, which has the id ${list}, but \`${field}_id\` is ${givenId}.`;
    return problem('invalid_input', sentence, `the name of \`${field}_id\` ${givenId}, or no name`);
  }
  if (match.kind === 'one') return match.record;
  return problem(
    'ambiguous',
    `${records.length} ${plural} are called ${quoted(name)}: ${list}.`,
    `\`${field}_id\` instead: ${list}`,
  );
}

/** What is longer can't be sent as a name, so the rest of it is of no use to anybody. */
const quoted = (name: string): string =>
  `\`${name.length <= MAX_NAME_CHARS ? name : `${name.slice(0, MAX_NAME_CHARS)}…`}\``;

const inWords = ({ id, detail }: Named): string => (detail === undefined ? String(id) : `${id} (${detail})`);

/** The most basic mistake gives the error its code. */
const BY_GRAVITY: readonly ErrorCode[] = ['invalid_input', 'not_found', 'ambiguous'];

/** One error for all wrong names of an input. */
export function toNameError(problems: readonly NameProblem[]): ExtensionError {
  const code = BY_GRAVITY.find((one) => problems.some((problem) => problem.code === one)) ?? 'invalid_input';
  const ids = problems.map(({ error: { field } }) => `\`${field}_id\``).join(', ');
  return new ExtensionError(code, problems.map(({ sentence }) => sentence).join(' '), {
    errors: problems.map(({ error }) => error),
    hint: `Send names as HaloPSA spells them, or ${ids} in their place, which also reaches what is inactive; nothing was written. A name that is new in HaloPSA is known here after ten minutes at most.`,
  });
}
