import type { HaloList } from '../../halopsa/api.ts';
import { foldName } from '../names/fold-name.ts';

/** Nothing can be told of an empty list, which the agent may not see, nor of one that may have been cut (QUIRKS.md, "long vocabularies"). */
const saysAll = ({ rows, isPartial }: HaloList): boolean => rows.length > 0 && !isPartial;

export const hasIds = (list: HaloList, ids: readonly unknown[]): boolean =>
  !saysAll(list) || ids.every((id) => list.rows.some((row) => row.id === id));

/** Some versions call an outcome's name `outcome`. */
export const hasOutcome = (list: HaloList, wanted: string): boolean => hasName(list, wanted, ['name', 'outcome']);

export const hasTeam = (list: HaloList, wanted: string): boolean => hasName(list, wanted, ['name']);

function hasName(list: HaloList, wanted: string, members: readonly string[]): boolean {
  const names = list.rows.flatMap((row) => members.map((member) => row[member])).filter((one) => one !== undefined);
  return !saysAll(list) || names.length === 0 || names.some((one) => foldName(one) === foldName(wanted));
}
