import { toTable } from '../../lib/reference/markdown-table.ts';
import type { Figure, Row } from '../row.ts';

const HEADER = ['what', 'figure', 'measured beside it', 'ratio', 'goal', ''];

/** A row's table in Markdown, with missed goals named plainly. */
export function renderRow({ title }: Pick<Row, 'title'>, figures: readonly Figure[]): string {
  const lines = figures.map(({ what, figure, against, ratio, goal }) => [
    what,
    figure,
    against,
    ratio === undefined ? '' : ratio.toFixed(2),
    goal?.text ?? '',
    goal === undefined ? '' : goal.met ? 'met' : '**missed**',
  ]);
  return `## ${title}\n\n${toTable(HEADER, lines)}\n`;
}
