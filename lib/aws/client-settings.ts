import { setImmediate as nextTurn } from 'node:timers/promises';
import { UndiciHttpHandler } from '@smithy/undici-http-handler';
import { systemClock } from '../clock.ts';
import { type Connections, createConnections } from '../http/connections.ts';

export interface AwsTimeouts {
  connectionTimeout: number;
  requestTimeout: number;
}

type Dispatcher = ReturnType<Connections['current']>;
type ReplyBody = Awaited<ReturnType<Dispatcher['request']>>['body'];

/**
 * How every client of the AWS SDK sends its requests: with the HTTP client that HaloPSA is called with too, whose connections know that a
 * Lambda may have been frozen. The SDK's own handler is a second HTTP client, in each cold start and in each call.
 *
 * @param timeouts in milliseconds, of each of the SDK's attempts
 */
export function clientSettings(timeouts: AwsTimeouts, clock = systemClock) {
  // AWS may well be reached by internal addresses: a VPC's interface endpoints have them.
  const connections = createConnections({ clock, mayBeInternal: () => true, timeouts });
  const dispatcher = {
    request: (options: Parameters<Dispatcher['request']>[0]) => connections.current().request(options),
    close: connections.close,
    destroy: connections.close,
  } as Dispatcher;
  return {
    requestHandler: new UndiciHttpHandler({ dispatcher }),
    streamCollector: readBytes,
  };
}

/** In place of the SDK's own, which asks first whether the body is a web stream: for that Node loads all of them. */
async function readBytes(body: ReplyBody): Promise<Uint8Array> {
  const bytes = await body.bytes();
  // undici frees the connection only after the body's end was told: a call that follows at once would open another.
  await nextTurn();
  return bytes;
}
