import type { Token } from '../../../lib/halopsa/auth/token.ts';
import { baseOf, type HaloConnection } from '../../../lib/halopsa/connection.ts';
import { unwrapRecord } from '../../../lib/halopsa/reply-shapes.ts';
import { parseJson } from '../../../lib/json.ts';
import { type DoctorDeps, newDelivery } from '../connect.ts';
import type { MadeRecord } from '../probe/leftover.ts';
import type { Endpoint } from './endpoints.ts';
import { isAllowed } from './matrix.ts';

/**
 * One call with this token, for its status. Not by the transport of the extension, which reads more into a status.
 * @returns with it the record that was made, where its number is told
 * @throws ExtensionError where there is no reply
 */
export async function callEndpoint(
  { method, path, record, makes }: Endpoint,
  { connection, token }: { connection: HaloConnection; token: Token },
  deps: DoctorDeps,
): Promise<{ status: number; made?: MadeRecord }> {
  const { status, text } = await deps.sendHttp({
    kind: method === 'GET' ? 'read' : 'write',
    method,
    url: new URL(`${baseOf(connection.instanceUrl)}/api${path}`),
    headers: { authorization: `Bearer ${token.value}`, ...(record && { 'content-type': 'application/json' }) },
    ...(record && { body: JSON.stringify([record]) }),
    deadlineAtMs: newDelivery(deps).deadlineAtMs,
    secrets: [token.value, connection.clientSecret],
    logPath: path.split('?')[0] ?? path,
  });
  if (makes === undefined || !isAllowed(status)) return { status };
  const id = idIn(text, makes === 'ticket' ? 'tickets' : 'assets');
  return { status, ...(id !== undefined && { made: { kind: makes, id } }) };
}

/** What isn't told is found by its tag. */
function idIn(text: string, list: string): number | undefined {
  try {
    return unwrapRecord(parseJson(text), list, 'write').id;
  } catch {
    return undefined;
  }
}
