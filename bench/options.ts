import { parseArgs } from 'node:util';
import { OperatorError } from '../infra/operator-error.ts';
import type { Row } from './row.ts';

export interface BenchOptions {
  rows: Row[];
  quick: boolean;
}

/**
 * Reads the arguments of `npm run bench`: `--quick`, `--only <row>` (as often as wanted).
 *
 * @throws OperatorError, one sentence that says what is wrong
 */
export function parseOptions(args: string[], rows: readonly Row[]): BenchOptions {
  const { quick, only } = readArguments(args);
  const unknown = only.find((name) => !rows.some((row) => row.name === name));
  if (unknown !== undefined)
    throw new OperatorError(`--only takes one of ${rows.map(({ name }) => name).join(', ')}, not "${unknown}".`);
  const chosen = rows.filter(({ name, inQuick }) => (only.length > 0 ? only.includes(name) : !quick || inQuick));
  return { rows: chosen, quick };
}

function readArguments(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        quick: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true, default: [] },
      },
    }).values;
  } catch (error) {
    const [sentence] = (error as Error).message.split('. ');
    throw new OperatorError(`${sentence}; the options are --quick and --only <row>.`);
  }
}
