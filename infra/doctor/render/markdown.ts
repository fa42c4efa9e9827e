import { NEEDED_SCOPES } from '../../../lib/checks/scopes.ts';
import type { DoctorReport } from '../report.ts';
import { matrixCells } from './matrix-lines.ts';
import { printable } from './printable.ts';
import { createStyle } from './style.ts';
import { summaryOf } from './summary.ts';

const { mark } = createStyle(false);

/** For a ticket or a pull request. */
export function toMarkdown(report: DoctorReport): string {
  const { command, instance = 'an address that is refused', checks, matrix, leftovers = [] } = report;
  const rows = checks.map(({ name, status, finding, remedy = '' }) => [mark(status), name, finding, remedy]);
  const sections = [
    `### halopsa-doctor ${command}: ${instance}`,
    `**${summaryOf(report)}** Needed: ${NEEDED_SCOPES.map((scope) => `\`${scope}\``).join(', ')}.`,
    toTable([['', 'check', 'finding', 'what to do'], ...rows]),
    ...(matrix
      ? [toTable(oneHeading(matrixCells(matrix))), matrix.findings.map((one) => `- ${printable(one)}`).join('\n')]
      : []),
    ...(leftovers.length > 0
      ? [
          toTable([
            ['left over', 'where', 'why'],
            ...leftovers.map(({ kind, id, url, why }) => [`${kind} ${id}`, url, why]),
          ]),
        ]
      : []),
  ];
  return sections.join('\n\n');
}

/** The two lines of a scope's name as one. */
const oneHeading = ([first = [], second = [], ...lines]: string[][]) => [
  first.map((cell, i) => `${cell}${second[i] ?? ''}`),
  ...lines,
];

function toTable([heading = [], ...lines]: string[][]): string {
  const toLine = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
  return [toLine(heading), `|${' --- |'.repeat(heading.length)}`, ...lines.map(toLine)].join('\n');
}

/** Also `<`, with which foreign text could begin a tag. */
const escaped = (text: string) => printable(text).replaceAll('|', '\\|').replaceAll('<', '&lt;');
