import { Agent, type Dispatcher } from 'undici';
import type { Connections } from '../../lib/http/connections.ts';
import { HALO_FAULTS, isHaloFault } from './catalogue.ts';
import type { Step } from './process.ts';
import { createRandom } from './random.ts';
import type { OutsideCall } from './strikes.ts';
import type { World } from './world.ts';

/** Nobody listens on it. */
const CLOSED_ORIGIN = 'http://127.0.0.1:1';
const LATEST_COMMIT_MS = 1_500;
let tags = 0;

/** The network as one process reaches it: real connections to the simulators, except where a fault says otherwise. */
export function faultyNetwork(world: World, step: Step): Connections & { destroy(): Promise<void> } {
  const agent = new Agent();
  const random = createRandom(world.scenario.seed);

  async function send(options: Dispatcher.RequestOptions, fault: string | undefined): Promise<Dispatcher.ResponseData> {
    const rule = fault !== undefined && isHaloFault(fault as 'refused') ? HALO_FAULTS[fault as 'refused'] : undefined;
    if (rule === undefined) return agent.request(options);
    if (rule === 'refused') return agent.request({ ...options, origin: CLOSED_ORIGIN });
    if (rule === 'reset_late_commit') {
      const { signal: _, ...unbounded } = options;
      world.later(random.int(0, LATEST_COMMIT_MS), () => commit(unbounded));
      throw Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
    }
    const tag = String(++tags);
    const simulator = Object.values(world.halo).find(({ url }) => url === options.origin);
    simulator?.faults.add({ ...(rule as object), match: { headers: { 'x-strike': tag } } } as never);
    return agent.request({ ...options, headers: { ...options.headers, 'x-strike': tag } as Record<string, string> });
  }

  async function commit(options: Dispatcher.RequestOptions): Promise<void> {
    world.say(`         HaloPSA commits late: ${options.method} ${options.path}`);
    await (await agent.request(options)).body.dump();
  }

  const request = (options: Dispatcher.RequestOptions) => step(toCall(options), (fault) => send(options, fault));
  return {
    // The code under test asks nothing else of its dispatcher.
    current: () => ({ request }) as unknown as Dispatcher,
    close: () => agent.close(),
    destroy: () => agent.destroy(),
  };
}

function toCall({ method, path }: Dispatcher.RequestOptions): OutsideCall {
  const label = `${method} ${decodeURIComponent(path)}`;
  if (path.startsWith('/auth')) return { target: 'halo.token', label };
  return { target: method === 'GET' ? 'halo.read' : 'halo.write', label };
}
