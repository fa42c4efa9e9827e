import type { OrgConfig } from '../action/config/org-config.ts';
import type { Logger } from '../observability/logger.ts';

export interface EventDeps {
  /** Throws where the org can't work yet, or not with this configuration, saying why. */
  checkSetup(oid: string, config?: OrgConfig): Promise<void>;
  /** Drops what is cached of the org. */
  forgetOrg(oid: string): void;
  logger: Logger;
}

/**
 * The events that LimaCharlie sends us. Subscribing changes nothing in HaloPSA and may come before the credentials do, so a set-up
 * that doesn't work yet is logged and not refused. Nothing is stored per org, so unsubscribing only empties the caches.
 */
export const EVENTS: Readonly<Record<string, (oid: string, deps: EventDeps) => Promise<void>>> = {
  async subscribe(oid, { checkSetup, forgetOrg, logger }) {
    forgetOrg(oid);
    const code = await checkSetup(oid).then(
      () => 'ok',
      (error) => error.code ?? 'internal',
    );
    logger.info('org subscribed', { oid, code });
  },
  async unsubscribe(oid, { forgetOrg, logger }) {
    forgetOrg(oid);
    logger.info('org unsubscribed', { oid });
  },
};
