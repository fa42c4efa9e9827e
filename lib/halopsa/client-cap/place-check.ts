import { ExtensionError } from '../../errors.ts';
import type { HaloApi, HaloRecord } from '../api.ts';
import { toId } from '../reply-shapes.ts';
import type { ClientCap } from './client-cap.ts';

/** A client follows from a site and from a user too, and which of them wins where they contradict each other is HaloPSA's secret. */
export interface PlaceCheck {
  /** @throws ExtensionError `client_not_allowed` unless HaloPSA lists the site among the client's own */
  requireSite(siteId: number, clientId: number): Promise<void>;
  /** @throws ExtensionError `client_not_allowed` unless the user's site is one of these clients' */
  requireUser(userId: number, clientIds: readonly number[]): Promise<HaloRecord>;
}

export function createPlaceCheck(api: HaloApi, cap: ClientCap): PlaceCheck {
  async function isSiteOf(siteId: number, clientId: number): Promise<boolean> {
    const query = { client_id: clientId, site_id: siteId, includeactive: true, includeinactive: true };
    const { rows } = await api.sites.searchAll(query);
    return rows.some((row) => row.id === siteId && row.client_id === clientId);
  }

  return {
    async requireSite(siteId, clientId) {
      if (await isSiteOf(siteId, clientId)) return;
      throw cap.refusal(
        `HaloPSA lists no site ${siteId} at client ${clientId}.`,
        undefined,
        `Send a site of client ${clientId}; \`lookup_client_site\` lists them.`,
      );
    },
    async requireUser(userId, clientIds) {
      const user = await readUser(api, userId);
      // Users show their site and their client's name, but not their client's id (QUIRKS.md, "users").
      const siteId = toId(user?.site_id);
      for (const clientId of clientIds) {
        if (user !== undefined && siteId !== undefined && (await isSiteOf(siteId, clientId))) return user;
      }
      throw cap.refusal(`HaloPSA lists no user ${userId} at client ${clientIds.join(', ')}.`);
    },
  };
}

/** A user who doesn't exist is refused like one of another client, so that an org can't find out who exists elsewhere. */
async function readUser(api: HaloApi, userId: number): Promise<HaloRecord | undefined> {
  try {
    return await api.users.get(userId);
  } catch (thrown) {
    if (thrown instanceof ExtensionError && thrown.code === 'not_found') return undefined;
    throw thrown;
  }
}
