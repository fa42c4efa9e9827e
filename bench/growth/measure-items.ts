import type { LocalFunction } from '../../infra/local/template.ts';
import type { Bench } from '../row.ts';
import { inChild } from '../support/in-child.ts';
import type { WarmInput, WarmTimes } from '../warm/child.ts';
import { fillTable } from './fill-table.ts';
import type { CrowdCase } from './summary.ts';

const CHILD = new URL('../warm/child.ts', import.meta.url);
const COUNTS = [1_000, 10_000, 100_000, 1_000_000];
const QUICK_COUNTS = [1_000, 10_000];

/** Calls with a key beside so many messages that are remembered. */
export async function measureItems({ services, functions, quick }: Bench, body: string): Promise<CrowdCase[]> {
  const fn = functions.get('create_ticket') as LocalFunction;
  const cases: CrowdCase[] = [];
  let filled = 0;
  for (const count of quick ? QUICK_COUNTS : COUNTS) {
    await fillTable(services.dynamodbUrl, filled, count);
    filled = count;
    await services.reset();
    const input: WarmInput = {
      codeDir: fn.codeDir,
      halopsaUrl: services.halopsaUrl,
      door: 'direct with a key',
      body,
      warmUps: 300,
      calls: quick ? 200 : 1_000,
    };
    cases.push({ count, ...(await inChild<WarmTimes>(CHILD, fn, input)) });
  }
  return cases;
}
