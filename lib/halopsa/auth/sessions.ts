import type { Clock } from '../../clock.ts';
import type { CredentialsSource } from '../../credentials/credentials-source.ts';
import { onceMore } from '../../credentials/once-more.ts';
import { ExtensionError } from '../../errors.ts';
import { createMemory } from '../../remember.ts';
import type { HaloCall } from '../api.ts';
import { type HaloConnection, toConnection } from '../connection.ts';
import type { UrlPolicy } from '../instance-url.ts';
import type { SendHttp } from '../send-http.ts';
import { requestToken } from './request-token.ts';
import type { Token } from './token.ts';
import { createTokenCache } from './token-cache.ts';

const DOUBT_AFTER_MS = 60_000;

/** A connection and a token for it. */
export interface Session {
  connection: HaloConnection;
  token: Token;
}

export interface Sessions {
  /** @throws ExtensionError `org_not_configured`, `credentials_invalid`, `scope_missing`, `rate_limited`, `halo_*` */
  open(oid: string): Promise<Session>;
  /** The org's HaloPSA, by which what it shares with other orgs is told apart. */
  instanceOf(oid: string): Promise<string>;
  /** What decides which records the org's token shows: orgs with the same may share what was read. */
  viewOf(oid: string): Promise<string>;
  /** HaloPSA answered 401 to this token: the next `open` gets another one, from a secret that was read again. */
  reject(session: Session): void;
  /**
   * HaloPSA says that the token may not: it may be older than a scope or a role that was given meanwhile. True: the next `open` gets another
   * one. A token of less than a minute is no reason for one.
   */
  doubt(session: Session): boolean;
  /** The org is gone or was set up anew: its secret is read again. */
  forget(oid: string): void;
}

/**
 * A token that another process has, or what `request` gives; rejects as `request` does, and for no other reason.
 *
 * @param key by everything that changes the token
 * @param useless the last token under it, which ended, was refused, or is doubted: never returned
 */
export type ShareToken = (key: string, request: () => Promise<Token>, useless?: Token) => Promise<Token>;

export interface SessionsDeps {
  credentials: CredentialsSource;
  urlPolicy: UrlPolicy;
  sendHttp: SendHttp;
  clock: Clock;
  /** Told each exchange with a token endpoint, which no delivery has to itself. */
  onTokenCall?: (call: HaloCall) => void;
  /** Default: each process has its own. */
  shareToken?: ShareToken;
}

export function createSessions({
  credentials,
  urlPolicy,
  sendHttp,
  clock,
  onTokenCall,
  shareToken = (_, request) => request(),
}: SessionsDeps): Sessions {
  const tokens = createTokenCache(clock);
  const remember = createMemory();

  const connect = (oid: string): Promise<HaloConnection> =>
    onceMore(
      async () => {
        const found = await credentials.forOrg(oid);
        return remember(oid, found, () => toConnection(oid, found, urlPolicy));
      },
      () => credentials.expireOrg(oid),
    );
  const openWith = async (connection: HaloConnection): Promise<Session> => {
    const { tokenKey } = connection;
    const request = () => requestToken(connection, sendHttp, clock, onTokenCall);
    const token = await tokens.get(tokenKey, (useless) => shareToken(tokenKey, request, useless));
    return { connection, token };
  };

  return {
    async open(oid) {
      const connection = await connect(oid);
      try {
        return await openWith(connection);
      } catch (thrown) {
        // The secret may have been corrected since it was read: one more look before the caller is told.
        if (!mayBeTheSecrets(ExtensionError.from(thrown))) throw thrown;
        credentials.expireOrg(oid);
        const again = await connect(oid);
        if (again.tokenKey === connection.tokenKey) throw thrown;
        return openWith(again);
      }
    },
    instanceOf: async (oid) => (await connect(oid)).instanceUrl.href,
    async viewOf(oid) {
      const { instanceUrl, tokenUrl, oauthClientId, scope } = await connect(oid);
      return JSON.stringify([instanceUrl.href, tokenUrl.href, oauthClientId, scope]);
    },
    reject({ connection, token }) {
      tokens.drop(connection.tokenKey, token);
      credentials.expireOrg(connection.oid);
    },
    doubt: ({ connection, token }) => tokens.drop(connection.tokenKey, token, DOUBT_AFTER_MS),
    forget: (oid) => credentials.expireOrg(oid),
  };
}

/** What is refused for good, and a 4xx: a wrong `auth_url` answers so, too. */
function mayBeTheSecrets({ retriable, halo }: ExtensionError): boolean {
  const status = halo?.status ?? 0;
  return !retriable || (status >= 400 && status < 500 && status !== 429);
}
