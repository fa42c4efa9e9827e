import { endpointNames } from '../scopes/judge-matrix.ts';
import type { MatrixReport, ScopeRow } from '../scopes/matrix.ts';

/** A cell of the first line is the scope's right, of the second its area: `edit:tickets` would make the columns wide. */
export function matrixCells({ rows }: MatrixReport): string[][] {
  const cellsOf = (name: string, of: (row: ScopeRow) => string) => [name, ...rows.map(of)];
  return [
    cellsOf('', ({ scope }) => (scope.includes(':') ? `${scope.split(':')[0]}:` : '')),
    cellsOf('', ({ scope }) => scope.split(':').at(-1) ?? ''),
    cellsOf('token', ({ token }) => String(token.status)),
    ...endpointNames(rows).map((name) => cellsOf(name, ({ endpoints }) => String(endpoints[name] ?? '·'))),
  ];
}

/** The matrix and what it shows, with one endpoint a line. */
export function matrixLines(matrix: MatrixReport): string[] {
  const cells = matrixCells(matrix);
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  const lines = cells.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [...lines, '', ...matrix.findings.map((finding) => `· ${finding}`)];
}
