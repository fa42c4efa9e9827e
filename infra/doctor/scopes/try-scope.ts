import { ExtensionError } from '../../../lib/errors.ts';
import { requestToken } from '../../../lib/halopsa/auth/request-token.ts';
import type { DoctorDeps } from '../connect.ts';
import type { MadeRecord } from '../probe/leftover.ts';
import { callEndpoint } from './call-endpoint.ts';
import type { Endpoint } from './endpoints.ts';
import type { ScopeRow } from './matrix.ts';

/**
 * A token with these scopes, and every endpoint called with it. What is made goes onto `made` at once.
 * @throws ExtensionError where there is no reply, or one that says nothing of the scope
 */
export async function tryScope(
  scope: string,
  { endpoints, made }: { endpoints: readonly Endpoint[]; made: MadeRecord[] },
  deps: DoctorDeps,
): Promise<ScopeRow> {
  const connection = { ...deps.connection(), scope };
  const token = await requestToken(connection, deps.sendHttp, deps.clock).catch(ExtensionError.from);
  if (token instanceof ExtensionError) return { scope, token: refusalOf(token), endpoints: {} };
  const statuses: ScopeRow['endpoints'] = {};
  for (const endpoint of endpoints) {
    const answer = await callEndpoint(endpoint, { connection, token }, deps);
    statuses[endpoint.name] = answer.status;
    if (answer.made) made.push(answer.made);
  }
  return { scope, token: { status: 200 }, endpoints: statuses };
}

function refusalOf(error: ExtensionError): ScopeRow['token'] {
  if (error.halo === undefined || error.retriable) throw error;
  const { status, message } = error.halo;
  return { status, refused: error.code === 'scope_missing' ? 'invalid_scope' : message };
}
