import { FAULTS } from './catalogue.ts';
import { isReplay } from './play.ts';
import { SUBJECTS } from './scenario.ts';
import type { Run } from './simulate.ts';

interface Row {
  runs: number;
  deliveries: number;
  redeliveries: number;
  struck: number;
  reconciled: number;
  replayed: number;
  violations: number;
}

const COLUMNS = ['runs', 'deliveries', 'redeliveries', 'struck', 'reconciled', 'replayed', 'violations'] as const;

export interface Summary {
  add(run: Run): void;
  readonly total: Row;
  /** A Markdown table by subject and fault. */
  toMarkdown(): string;
}

export function createSummary(): Summary {
  const rows = new Map<string, Row>();
  const total = emptyRow();
  return {
    total,
    add(run) {
      const key = `${run.scenario.subject} | ${run.scenario.fault}`;
      const row = rows.get(key) ?? emptyRow();
      rows.set(key, row);
      const counted = count(run);
      for (const column of COLUMNS) {
        row[column] += counted[column];
        total[column] += counted[column];
      }
    },
    toMarkdown() {
      const line = (name: string, row: Row) => `| ${name} | ${COLUMNS.map((column) => row[column]).join(' | ')} |`;
      const keys = SUBJECTS.flatMap((subject) => FAULTS.map((fault) => `${subject} | ${fault}`));
      return [
        `| messages | fault | ${COLUMNS.join(' | ')} |`,
        `| --- | --- |${' ---: |'.repeat(COLUMNS.length)}`,
        ...keys.flatMap((key) => (rows.has(key) ? [line(key, rows.get(key) as Row)] : [])),
        line('**all** | ', total),
      ].join('\n');
    },
  };
}

function count({ play, violations }: Run): Row {
  const answers = play.deliveries.map(({ reply }) => reply?.data);
  return {
    runs: 1,
    deliveries: play.deliveries.length,
    redeliveries: play.deliveries.length - new Set(play.deliveries.map(({ message }) => message)).size,
    struck: play.struck,
    reconciled: answers.filter((data) => isReconciled(data) && !isReplay(data)).length,
    replayed: answers.filter(isReplay).length,
    violations: violations.length > 0 ? 1 : 0,
  };
}

const isReconciled = (data: Record<string, unknown> | undefined) =>
  (data?._meta as { reconciled?: boolean } | undefined)?.reconciled === true;

const emptyRow = (): Row => ({
  runs: 0,
  deliveries: 0,
  redeliveries: 0,
  struck: 0,
  reconciled: 0,
  replayed: 0,
  violations: 0,
});
