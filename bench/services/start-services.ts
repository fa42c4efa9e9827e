import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { CallRecord, SimulatorOptions, Toggles } from '../../infra/local/halopsa-simulator/index.ts';

export interface ServiceUrls {
  halopsaUrl: string;
  secretsManagerUrl: string;
  dynamodbUrl: string;
  kmsUrl: string;
}

export interface Services extends ServiceUrls {
  /** Every request that HaloPSA got since it was last reset. */
  calls(): Promise<CallRecord[]>;
  clearCalls(): Promise<void>;
  setLatency(latencyMs: number): Promise<void>;
  /** HaloPSA as it was at the start: no tickets of ours, no tokens, no calls, no latency. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

const PROCESS = fileURLToPath(new URL('services-process.ts', import.meta.url));

/** The HaloPSA simulator and the AWS endpoints, in a process of their own. */
export async function startServices(simulator: SimulatorOptions = {}): Promise<Services> {
  const child = fork(PROCESS, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const exited = once(child, 'exit');
  child.send(simulator);
  const first = await Promise.race([once(child, 'message'), exited.then(() => undefined)]);
  if (first === undefined) throw new Error('The simulator and the AWS endpoints could not be started.');
  const urls = first[0] as ServiceUrls;

  async function control(method: string, path: string, body?: unknown): Promise<unknown> {
    const url = `${urls.halopsaUrl}/_simulator/${path}`;
    const response = await fetch(url, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await response.text();
    if (!response.ok) throw new Error(`The simulator refused ${method} ${path}: ${text}`);
    return JSON.parse(text);
  }

  return {
    ...urls,
    calls: async () => (await control('GET', 'calls')) as CallRecord[],
    clearCalls: async () => void (await control('DELETE', 'calls')),
    setLatency: async (latencyMs) => void (await control('POST', 'toggles', { latencyMs } satisfies Partial<Toggles>)),
    reset: async () => void (await control('POST', 'reset')),
    async close() {
      child.disconnect();
      await exited;
    },
  };
}
