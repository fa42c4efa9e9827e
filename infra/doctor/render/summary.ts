import type { DoctorReport } from '../report.ts';

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** The report in one sentence. */
export function summaryOf({ checks, interrupted }: DoctorReport): string {
  const count = (wanted: string) => checks.filter(({ status }) => status === wanted).length;
  const [failures, warnings] = [count('fail'), count('warn')];
  const withWarnings = warnings > 0 ? `, ${plural(warnings, 'warning')}` : '';
  if (interrupted) return `Ended before it was done: ${plural(failures, 'problem')}${withWarnings}.`;
  if (failures > 0) return `${plural(failures, 'problem')}${withWarnings}.`;
  return warnings > 0 ? `All is well, with ${plural(warnings, 'warning')}.` : 'All is well.';
}
