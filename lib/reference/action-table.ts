import type { AnyAction } from '../action/define-action.ts';
import { inputRows } from './field-rows.ts';
import { toTable } from './markdown-table.ts';

/**
 * The overview of all actions, one line each.
 * @param page where the actions are described, relative to where the table stands
 */
export function actionTable(actions: readonly AnyAction[], page: string): string {
  const rows = actions.map((action) => [
    `[\`${action.name}\`](${page}#${action.name})`,
    action.summary,
    inputRows(action)
      .filter((row) => row.isRequired)
      .map((row) => `\`${row.name}\``)
      .join(', ') || 'nothing',
    action.annotations.readOnly ? 'reads' : 'writes',
  ]);
  return toTable(['action', 'what it does', 'needs', 'HaloPSA'], rows);
}
