import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Listening {
  /** `http://127.0.0.1:<port>`, no trailing slash. */
  url: string;
  /** Stops listening and cuts open connections, so that a keep-alive client can't hold the process. */
  close(): Promise<void>;
}

/**
 * Binds a server to the loopback address only: nothing of the local stack may be reachable from outside this machine.
 *
 * @param port 0 takes any free one
 * @throws Node's own error (`EADDRINUSE`, `EACCES`) when the port can't be had
 */
export async function listen(server: Server, port = 0): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
