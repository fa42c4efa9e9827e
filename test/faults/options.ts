import { parseArgs } from 'node:util';
import { OperatorError } from '../../infra/operator-error.ts';

const NUMBERS = { runs: '500', seed: '1', lanes: '6', traces: '5' };

export type FaultOptions = Record<keyof typeof NUMBERS, number> & { variant: string };

/**
 * Reads the arguments of `npm run faults`.
 *
 * @throws OperatorError, one sentence that says how it is used
 */
export function parseOptions(args: string[], variants: readonly string[]): FaultOptions {
  const given = readArguments(args);
  const { variant = 'product', ...texts } = given ?? {};
  const numbers = Object.entries({ ...NUMBERS, ...texts }).map(([name, text]) => [name, Number(text)] as const);
  const areRight = numbers.every(([name, value]) => Number.isInteger(value) && value >= (name === 'runs' ? 1 : 0));
  if (given !== undefined && areRight && variants.includes(variant))
    return { ...(Object.fromEntries(numbers) as Record<keyof typeof NUMBERS, number>), variant };
  const named = Object.keys(NUMBERS).map((name) => `[--${name} N]`);
  throw new OperatorError(`Usage: npm run faults -- ${named.join(' ')} [--variant ${variants.join('|')}]`);
}

function readArguments(args: string[]): Record<string, string | undefined> | undefined {
  const names = ['variant', ...Object.keys(NUMBERS)];
  try {
    return parseArgs({ args, options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])) })
      .values as Record<string, string | undefined>;
  } catch {
    return undefined;
  }
}
