import { ExtensionError } from '../errors.ts';
import { requestToken } from '../halopsa/auth/request-token.ts';
import type { HaloConnection } from '../halopsa/connection.ts';
import type { CheckContext } from './check.ts';

/** More than this are not asked for one by one: each costs a call. */
const MAX_SCOPES = 12;

/** Which of the scopes HaloPSA refuses when each is asked for alone: of a list it says only that something in it is wrong. */
export async function refusedScopes(
  connection: HaloConnection,
  { sendHttp, clock }: Pick<CheckContext, 'sendHttp' | 'clock'>,
): Promise<string[]> {
  const scopes = connection.scope.split(/\s+/).filter(Boolean);
  if (scopes.length < 2 || scopes.length > MAX_SCOPES) return [];
  const refused: string[] = [];
  for (const scope of scopes) {
    const answer = await requestToken({ ...connection, scope }, sendHttp, clock).catch(ExtensionError.from);
    if (answer instanceof ExtensionError && answer.code === 'scope_missing') refused.push(scope);
  }
  return refused;
}
