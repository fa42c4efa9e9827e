import { randomUUID } from 'node:crypto';
import type { LocalFunction } from '../../infra/local/template.ts';
import type { Bench } from '../row.ts';
import { inChild } from '../support/in-child.ts';
import type { WarmInput, WarmTimes } from '../warm/child.ts';
import type { CrowdCase } from './summary.ts';

const CHILD = new URL('../warm/child.ts', import.meta.url);
const COUNTS = [1, 10, 100, 1_000];

/** One process that serves so many organizations in turn, each with a secret and a token. */
export async function measureOrgs({ services, functions, quick }: Bench, body: string): Promise<CrowdCase[]> {
  const fn = functions.get('create_ticket') as LocalFunction;
  const cases: CrowdCase[] = [];
  for (const count of COUNTS) {
    await services.reset();
    const input: WarmInput = {
      codeDir: fn.codeDir,
      halopsaUrl: services.halopsaUrl,
      door: 'direct',
      body,
      oids: Array.from({ length: count }, () => randomUUID()),
      // As many for one as for a thousand, or V8 would have seen less of the code.
      warmUps: Math.max(...COUNTS),
      calls: quick ? 300 : 2_000,
    };
    cases.push({ count, ...(await inChild<WarmTimes>(CHILD, fn, input)) });
  }
  return cases;
}
