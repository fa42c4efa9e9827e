import type { AnyAction } from '../action/define-action.ts';
import { dryRunOutput } from '../action/outputs.ts';
import { type FieldRow, resultRows } from './field-rows.ts';
import { toTable } from './markdown-table.ts';

const META = '_meta';
const isOfMeta = ({ name }: FieldRow) => name.startsWith(`${META}.`);

/** What an action returns, without the members of `_meta`: every result has them, and they have a table of their own. */
export function resultTable(output: AnyAction['output']): string {
  const rows = resultRows({ output }).filter((row) => !isOfMeta(row));
  return toTable(['field', 'type', 'always there', 'description'], rows.map(resultCells));
}

const resultCells = ({ name, type, isRequired, description }: FieldRow) => [
  `\`${name}\``,
  type,
  isRequired ? 'yes' : 'no',
  name === META ? `[How it came about](#${META}).` : description,
];

/** The members of `_meta`, as any result has them. */
export function metaTable(): string {
  const rows = resultRows({ output: dryRunOutput }).filter(isOfMeta);
  const cells = rows.map(({ name, type, description }) => [`\`${name.slice(META.length + 1)}\``, type, description]);
  return toTable(['member', 'type', 'description'], cells);
}
