import type { CheckResult } from '../../../lib/checks/run-checks.ts';
import type { Leftover } from '../probe/leftover.ts';
import type { DoctorReport } from '../report.ts';
import { matrixLines } from './matrix-lines.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';
import { summaryOf } from './summary.ts';
import { wrap } from './wrap.ts';

/** The longest name is that of an action, `link_asset_to_ticket`. */
const NAME_WIDTH = 20;
const TEXT_WIDTH = 96;
const INDENT = ' '.repeat(NAME_WIDTH + 3);

/** A check as a line, and below it what to do. */
export function tableLine({ name, status, finding, remedy }: CheckResult, style: Style): string {
  const text = wrap(printable(finding), TEXT_WIDTH, INDENT);
  const line = `${style.mark(status)} ${style.strong(name.padEnd(NAME_WIDTH))} ${text}`;
  if (remedy === undefined) return line;
  return `${line}\n${INDENT}${style.faint(`→ ${wrap(printable(remedy), TEXT_WIDTH - 2, `${INDENT}  `)}`)}`;
}

const toLine = ({ kind, id, url, why }: Leftover) => printable(`  ${kind} ${id}  ${url}  ${why}`);

/** What follows the lines of the checks. */
export function tableEnd(report: DoctorReport, style: Style): string {
  const matrix = report.matrix === undefined ? [] : ['', ...matrixLines(report.matrix)];
  const leftovers = report.leftovers ?? [];
  const left = leftovers.length === 0 ? [] : ['', 'Left in HaloPSA:', ...leftovers.map(toLine)];
  return [...matrix, ...left, '', style.strong(summaryOf(report))].join('\n');
}
