import type { Figure, Row } from '../row.ts';
import type { Machine } from './machine.ts';
import { renderRow } from './render-row.ts';

export interface Report {
  machine: Machine;
  /** Epoch milliseconds of the start. */
  startedAtMs: number;
  command: string;
  rows: readonly { row: Pick<Row, 'title'>; figures: readonly Figure[] }[];
}

/** From here to its end, `docs/performance.md` is written by the benchmark. */
export const RESULTS_MARK = '<!-- Written by `npm run bench`. -->';

/** The results as Markdown: what they were measured on, the missed goals, then every row's table. */
export function renderReport({ machine, startedAtMs, command, rows }: Report): string {
  const { processor, cores, memoryGb, system, node, load } = machine;
  const missed = rows.flatMap(({ row, figures }) =>
    figures.filter(({ goal }) => goal?.met === false).map((figure) => missedLine(row.title, figure)),
  );
  return [
    '## Machine\n',
    `- ${processor}, ${cores} cores, ${memoryGb} GB, ${system}, Node ${node}`,
    `- ${new Date(startedAtMs).toISOString().slice(0, 16).replace('T', ' ')} UTC, load ${load.toFixed(1)} at the start`,
    `- \`${command}\`\n`,
    '## Missed goals\n',
    ...(missed.length === 0 ? ['None.'] : missed),
    '',
    ...rows.map(({ row, figures }) => renderRow(row, figures)),
  ].join('\n');
}

const missedLine = (title: string, { what, figure, ratio, goal }: Figure) =>
  `- ${title}. ${what}: ${figure}${ratio === undefined ? '' : `, ratio ${ratio.toFixed(2)}`}, goal ${goal?.text}`;

/** The page with its results exchanged. */
export function withResults(page: string, results: string): string {
  const [prose = ''] = page.split(RESULTS_MARK);
  return `${prose.trimEnd()}\n\n${RESULTS_MARK}\n\n${results.trimEnd()}\n`;
}
