import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { LocalFunction } from '../../infra/local/template.ts';
import type { Services } from '../services/start-services.ts';
import type { Deliveries } from './deliver-child.ts';
import { inChild } from './in-child.ts';

const CHILD = new URL('deliver-child.ts', import.meta.url);

export interface CallsMade {
  tokens: number;
  tickets: number;
}

/**
 * Delivers batches of events to fresh processes of one function, one list of batches a process, all processes at once.
 *
 * @returns what HaloPSA was asked for
 * @throws Error where one was not answered 200
 */
export async function deliver(
  fn: LocalFunction,
  processes: APIGatewayProxyEventV2[][][],
  services: Services,
): Promise<CallsMade> {
  await services.reset();
  const answered = await Promise.all(
    processes.map((batches) => inChild<number>(CHILD, fn, { codeDir: fn.codeDir, batches } satisfies Deliveries)),
  );
  const sent = processes.flat(2).length;
  const got = answered.reduce((total, count) => total + count, 0);
  if (got !== sent) throw new Error(`${fn.name} answered ${got} of ${sent} calls`);
  const calls = await services.calls();
  const count = (wanted: string) => calls.filter(({ path }) => path === wanted).length;
  return { tokens: count('/auth/token'), tickets: count('/api/Tickets') };
}
