import { ExtensionError } from '../errors.ts';
import type { ShareToken } from '../halopsa/auth/sessions.ts';
import type { Token } from '../halopsa/auth/token.ts';
import { isRecord } from '../json.ts';
import { sha256 } from '../ledger/digest.ts';
import type { Item } from '../ledger/item-store.ts';
import type { Logger } from '../observability/logger.ts';
import { within } from '../within.ts';
import { writeToken } from './stored-token.ts';
import { type TakeTurnDeps, takeTurn } from './take-turn.ts';

/** Above what waiting for others takes: then it is the table or KMS that hangs. */
const LIMIT_MS = 2_500;
/** How long a table or a key that could not be used is left alone: every token would wait for it in vain. */
const REST_MS = 30_000;

export interface SharedTokensDeps extends TakeTurnDeps {
  logger: Logger;
  /** How long one look may take. */
  limitMs?: number;
}

/**
 * One token for all processes, in an item of the table that only who may use the key can read. One of them asks HaloPSA and the others wait
 * for it a little; a new token replaces one that ended or was refused. It only ever spares a request: where anything of it fails, each
 * process asks for itself, and HaloPSA's refusals reach the caller as they are.
 */
export function createSharedTokens({ logger, limitMs = LIMIT_MS, ...deps }: SharedTokensDeps): ShareToken {
  const { store, cipher, clock } = deps;
  let restsUntilMs = Number.NEGATIVE_INFINITY;

  /** By its name alone: an error's text may quote what was sent. */
  function setAside(thrown: unknown): undefined {
    restsUntilMs = clock.nowMs() + REST_MS;
    logger.warn('the shared token is left alone for a while', { reason: nameOf(thrown) });
  }

  /** Nobody waits for it: the caller has the token by then, and what fails here costs others a request of their own. */
  async function share(lease: Item, issued: Promise<Token>): Promise<void> {
    const outcome = issued.catch(() => undefined);
    const text = outcome.then((token) => token && writeToken(token));
    const sealed = await cipher.seal(lease.pk, text).catch(setAside);
    const token = await outcome;
    const content = token && sealed && { ttl: Math.floor(token.renewAtMs / 1000), ...sealed };
    await store.replace({ ...lease, untilMs: 0, ...content }, lease.owner).catch(setAside);
  }

  return async (key, request, useless) => {
    if (clock.nowMs() < restsUntilMs) return request();
    const pk = `token#${sha256(key)}`;
    const turn = await within(limitMs, takeTurn(pk, useless, deps)).catch(setAside);
    if (turn === undefined || turn === 'alone') return request();
    if ('token' in turn) return turn.token;
    const issued = request();
    void share(turn.lease, issued);
    return issued;
  };
}

/** What the ledger throws names AWS's error as its cause; a connection's failure has a kind. */
function nameOf(thrown: unknown): string {
  const origin = thrown instanceof ExtensionError ? (thrown.cause ?? thrown) : thrown;
  return isRecord(origin) ? String(origin.kind ?? origin.name) : 'unknown';
}
