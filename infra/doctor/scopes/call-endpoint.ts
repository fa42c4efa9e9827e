import type { Token } from '../../../lib/halopsa/auth/token.ts';
import { baseOf, type HaloConnection } from '../../../lib/halopsa/connection.ts';
import { unwrapRecord } from '../../../lib/halopsa/reply-shapes.ts';
import { parseJson } from '../../../lib/json.ts';
import type { Dependencies } from '../../../lib/runtime/dependencies.ts';
import { newDelivery } from '../connect.ts';
import type { MadeRecord } from '../probe/leftover.ts';
import type { Endpoint, Targets } from './endpoints.ts';
import { isAllowed } from './matrix.ts';

/**
 * One call with this token, for its status. Not by the transport of the extension, which reads more into a status.
 * @throws ExtensionError where there is no reply
 */
export async function callEndpoint(
  { method, path, record, makes }: Endpoint,
  targets: Targets,
  { connection, token }: { connection: HaloConnection; token: Token },
  deps: Pick<Dependencies, 'sendHttp' | 'clock'>,
): Promise<{ status: number; made?: MadeRecord }> {
  const reply = await deps.sendHttp({
    kind: method === 'GET' ? 'read' : 'write',
    method,
    url: new URL(`${baseOf(connection.instanceUrl)}/api${path}`),
    headers: { authorization: `Bearer ${token.value}`, ...(record && { 'content-type': 'application/json' }) },
    ...(record && { body: JSON.stringify([record(targets)]) }),
    deadlineAtMs: newDelivery(deps).deadlineAtMs,
    secrets: [token.value, connection.clientSecret],
    logPath: path,
  });
  if (makes === undefined || !isAllowed(reply.status)) return { status: reply.status };
  const list = makes === 'ticket' ? 'tickets' : 'assets';
  return { status: reply.status, made: { kind: makes, id: unwrapRecord(parseJson(reply.text), list, 'write').id } };
}
