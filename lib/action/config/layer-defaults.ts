import type { OrgConfig } from './org-config.ts';

/** From the widest: a user belongs to one site and a site to one client. */
const PLACE = ['default_client_id', 'default_site_id', 'default_user_id'] as const;

/** Layers of defaults as one; a later one wins. Where it names another client, or site, what the earlier said below that is gone. */
export const layerDefaults = (...layers: readonly OrgConfig[]): OrgConfig =>
  layers.reduce((lower, upper) => ({ ...withoutOtherPlace(lower, upper), ...upper }), {});

function withoutOtherPlace(lower: OrgConfig, upper: OrgConfig): OrgConfig {
  const moved = PLACE.findIndex((name) => upper[name] !== undefined && upper[name] !== lower[name]);
  const gone: readonly string[] = moved === -1 ? [] : PLACE.slice(moved + 1);
  return Object.fromEntries(Object.entries(lower).filter(([name]) => !gone.includes(name)));
}
