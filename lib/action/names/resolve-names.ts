import { ExtensionError } from '../../errors.ts';
import type { HaloRecord } from '../../halopsa/api.ts';
import { toId } from '../../halopsa/reply-shapes.ts';
import { isRecord } from '../../json.ts';
import type { ActionContext } from '../define-action.ts';
import { matchName, type Named, type NameMatch } from './match-name.ts';
import { judgeMatch, type NameProblem, toNameError } from './name-problems.ts';
import { NAME_FIELDS, type NameField, VOCABULARIES } from './vocabulary.ts';

type Input = Readonly<Record<string, unknown>>;
type NamesContext = Pick<ActionContext, 'halo' | 'remember' | 'note'>;
type Judged = Named | NameProblem;

/**
 * The input with ids where it had names. The ids go into `_meta.resolved`, too. An input without names costs no call.
 * @throws ExtensionError that names every wrong name: `not_found` with the nearest, `ambiguous` with the ids, `invalid_input` where an
 *   id beside the name is another record's; `scope_missing` where the token may not read the list
 */
export async function resolveNames<I extends Input>(context: NamesContext, input: I): Promise<Omit<I, NameField>> {
  const given = NAME_FIELDS.filter((field) => typeof input[field] === 'string');
  if (given.length === 0) return input;
  const judge = async (field: NameField, clientId?: number) => {
    const name = String(input[field]).trim();
    return judgeMatch(field, name, await lookUp(field, name, clientId, context), givenId(input, field), clientId);
  };
  const client = given.includes('client') ? judge('client') : undefined;
  const lookups = given.map(async (field): Promise<[NameField, Judged | undefined]> => {
    if (field !== 'site') return [field, await (field === 'client' ? client : judge(field))];
    const found = await client;
    // Where the client is unknown, so are its sites.
    if (found && !('id' in found)) return [field, undefined];
    return [field, await judge('site', found?.id ?? givenId(input, 'client'))];
  });
  const judged = new Map(settled(await Promise.allSettled(lookups)));

  const problems = [...judged.values()].filter((one): one is NameProblem => one !== undefined && 'code' in one);
  if (problems.length > 0) throw toNameError(problems);
  const resolved = [...judged] as [NameField, Named][];
  context.note({ resolved: Object.fromEntries(resolved.map(([field, { id, name }]) => [field, { name, id }])) });
  const rest = Object.fromEntries(Object.entries(input).filter(([key]) => !given.includes(key as NameField)));
  return { ...rest, ...Object.fromEntries(resolved.map(([field, { id }]) => [`${field}_id`, id])) } as Omit<
    I,
    NameField
  >;
}

/** A failed look-up is a failure of the call, whatever the others found; all are awaited, so that none goes on behind its back. */
function settled<T>(results: readonly PromiseSettledResult<T>[]): T[] {
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

/** `extra` wins over the other inputs. */
function givenId({ extra, ...input }: Input, field: NameField): number | undefined {
  const name = `${field}_id`;
  return (isRecord(extra) ? toId(extra[name]) : undefined) ?? toId(input[name]);
}

async function lookUp(
  field: NameField,
  name: string,
  clientId: number | undefined,
  { halo, remember }: NamesContext,
): Promise<NameMatch> {
  const { sources, detail } = VOCABULARIES[field];
  const toNamed = (row: HaloRecord): Named[] => {
    const isElsewhere = clientId !== undefined && row.client_id !== undefined && row.client_id !== clientId;
    const isUsable = typeof row.name === 'string' && row.inactive !== true && !isElsewhere;
    const apart = detail?.(row);
    return isUsable ? [{ id: row.id, name: String(row.name), ...(apart ? { detail: String(apart) } : {}) }] : [];
  };
  let match: NameMatch = { kind: 'none', nearest: [] };
  for (const source of sources(name, clientId)) {
    const load = async () => {
      const { rows, isPartial } = await source.load(halo);
      return { candidates: rows.flatMap(toNamed), isPartial };
    };
    const { candidates, isPartial } = await remember(source.key, load).catch(withWayOut(field));
    match = matchName(candidates, name);
    if (match.kind !== 'none') return match;
    match.isOfPart = isPartial;
  }
  return match;
}

/** Who may not read a list can still send the id. */
const withWayOut =
  (field: NameField) =>
  (thrown: unknown): never => {
    if (!(thrown instanceof ExtensionError) || thrown.code !== 'scope_missing') throw thrown;
    throw new ExtensionError(thrown.code, `\`${field}\` can't be looked up by name. ${thrown.message}`, {
      hint: `${thrown.hint} Or send \`${field}_id\`.`,
      halo: thrown.halo,
      cause: thrown,
    });
  };
