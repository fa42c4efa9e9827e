import { FAILURES } from '../errors.ts';
import { failed } from '../limacharlie/response.ts';
import { toTable } from './markdown-table.ts';

/** Every failure with what it means at either door. */
export function failuresTable(): string {
  const rows = Object.entries(FAILURES).map(([code, { title, status, retriable }]) => [
    `\`${code}\``,
    title,
    String(status),
    String(failed('', retriable).status),
    retriable ? 'yes' : 'no',
  ]);
  return toTable(['code', 'meaning', 'status, direct', 'status, LimaCharlie', 'retriable'], rows);
}
