import { styleText } from 'node:util';
import type { CheckStatus } from '../../../lib/checks/judgement.ts';

export interface Style {
  mark(status: CheckStatus): string;
  strong(text: string): string;
  faint(text: string): string;
}

const MARKS = { ok: '✓', warn: '!', fail: '✗', skipped: '-' } as const satisfies Record<CheckStatus, string>;
const COLORS = { ok: 'green', warn: 'yellow', fail: 'red', skipped: 'gray' } as const satisfies Record<
  CheckStatus,
  string
>;

/** @param isColored only on a terminal, and not where NO_COLOR is set (https://no-color.org) */
export function createStyle(isColored: boolean): Style {
  const paint = (format: Parameters<typeof styleText>[0], text: string) =>
    isColored ? styleText(format, text, { validateStream: false }) : text;
  return {
    mark: (status) => paint(COLORS[status], MARKS[status]),
    strong: (text) => paint('bold', text),
    faint: (text) => paint('gray', text),
  };
}
