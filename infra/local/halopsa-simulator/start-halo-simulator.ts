import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CallLog } from './calls.ts';
import { exchange } from './exchange.ts';
import type { FaultQueue } from './faults/queue.ts';
import { type SimulatorOptions, Tenant } from './tenant.ts';
import type { Toggles } from './toggles.ts';
import type { State } from './types.ts';

export type HaloSimulator = {
  /** The instance's URL, base path included, without a slash at its end. */
  url: string;
  port: number;
  /** The tenant as it is now; a new object after `reset`. */
  readonly state: State;
  readonly calls: CallLog;
  /** Change members at will; they count from the next request. */
  readonly toggles: Toggles;
  readonly faults: FaultQueue;
  revokeTokens(): void;
  /** Back to seed and options; calls and faults are forgotten. */
  reset(): void;
  /** Ends every connection, hanging ones too. */
  close(): Promise<void>;
};

/** A HaloPSA tenant on 127.0.0.1, in memory. */
export async function startHaloSimulator(options: SimulatorOptions = {}): Promise<HaloSimulator> {
  const tenant = new Tenant(options);
  const place = { origin: '', basePath: (options.basePath ?? '').replace(/\/+$/, '') };
  const server = createServer((request, response) => {
    exchange(tenant, place, request, response).catch((error: NodeJS.ErrnoException) => {
      // A client that gave up while its body was read is no defect; anything else is, and must be seen.
      if (error.code !== 'ECONNRESET') console.error(error);
      request.socket.destroy();
    });
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  place.origin = `http://127.0.0.1:${port}`;

  return {
    url: place.origin + place.basePath,
    port,
    get state() {
      return tenant.state;
    },
    calls: tenant.calls,
    toggles: tenant.toggles,
    faults: tenant.faults,
    revokeTokens: () => tenant.revokeTokens(),
    reset: () => tenant.reset(),
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
