import { isIP } from 'node:net';
import { hostName } from '../../lib/action/inputs/host-name.ts';
import type { HaloRecord } from '../../lib/halopsa/api.ts';

/** What the search's rows say about a host name. */
export type Match =
  | { kind: 'one'; asset: HaloRecord; warning?: string }
  | { kind: 'several'; assets: HaloRecord[] }
  | { kind: 'none' };

export interface MatchBounds {
  /** The caller's client: assets of others don't count. */
  clientId?: number;
  /** Decides where the matches lie in several clients and the caller named none. */
  ticketClientId?: number;
}

/**
 * Picks the asset that is this host. HaloPSA's search is fuzzy (`HOST-7` finds `HOST-70`), so only equal names count, whatever their
 * case. Never a guess: where several remain, the caller has to say which.
 */
export function matchAsset(rows: readonly HaloRecord[], hostname: string, bounds: MatchBounds): Match {
  const inClient = rows.filter(
    (row) => bounds.clientId === undefined || row.client_id === undefined || row.client_id === bounds.clientId,
  );
  const wanted = normalize(hostname);
  const exact = pick(inClient, (name) => name === wanted, bounds);
  if (exact.kind !== 'none') return exact;
  const ownClientId = bounds.clientId ?? bounds.ticketClientId;
  const here = inClient.filter((row) => row.client_id === ownClientId || !isElsewhere(row, wanted));
  const alike = pick(here, (name) => isSameHost(name, wanted), bounds);
  if (alike.kind !== 'one') return alike;
  const { inventory_number: tag, key_field: key } = alike.asset;
  const name = isSameHost(normalize(tag), wanted) ? tag : key;
  return {
    ...alike,
    warning: `No asset is called \`${hostname}\`; \`${name}\`, the only one that differs just by the domain, was taken.`,
  };
}

/** `inventory_number` beats `key_field`, active beats inactive. */
function pick(rows: readonly HaloRecord[], isIt: (name: string) => boolean, bounds: MatchBounds): Match {
  const rank = (row: HaloRecord): number | undefined => {
    const inactive = row.inactive === true ? 1 : 0;
    if (isIt(normalize(row.inventory_number))) return inactive;
    return isIt(normalize(row.key_field)) ? 2 + inactive : undefined;
  };
  const matches = narrowToClient(
    rows.filter((row) => rank(row) !== undefined),
    bounds,
  );
  if (matches === undefined) return { kind: 'several', assets: rows.filter((row) => rank(row) !== undefined) };
  const best = Math.min(...matches.map((row) => rank(row) as number));
  const first = matches.filter((row) => rank(row) === best);
  if (first.length > 1) return { kind: 'several', assets: first };
  return first[0] === undefined ? { kind: 'none' } : { kind: 'one', asset: first[0] };
}

/** Matches in one client stay as they are; in several, the ticket's client decides. Undefined: it can't. */
function narrowToClient(matches: HaloRecord[], { ticketClientId }: MatchBounds): HaloRecord[] | undefined {
  if (new Set(matches.map((row) => row.client_id)).size <= 1) return matches;
  const ofTicket = matches.filter((row) => row.client_id === ticketClientId);
  return ofTicket.length > 0 ? ofTicket : undefined;
}

/** `ws-042.corp.example` and `ws-042`: one with a domain, one without. Two different domains are two hosts. */
function isSameHost(a: string, b: string): boolean {
  return a !== '' && b !== '' && a.includes('.') !== b.includes('.') && shortName(a) === shortName(b);
}

/**
 * Of an asset that has not the host's name one has another domain; the other is then its short form, as some tools fill both. At another client
 * that is another machine, at the same one hardly.
 */
const isElsewhere = ({ inventory_number: tag, key_field: key }: HaloRecord, hostname: string): boolean =>
  hostname.includes('.') &&
  [tag, key].map(normalize).some((name) => name.includes('.') && shortName(name) === shortName(hostname));

/** The name without its domain; an IP address has none. */
export const shortName = (hostname: string): string =>
  isIP(hostname) ? hostname : (hostname.split('.')[0] ?? hostname);

/** As `hostname` is read: an accent of one character or of two, a dot at the end or none. */
const normalize = (name: unknown): string =>
  typeof name === 'string' ? hostName(name).normalize('NFC').toLowerCase() : '';
