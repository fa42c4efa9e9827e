import { lookup } from 'node:dns';
import { BlockList, isIPv6, type LookupFunction } from 'node:net';

/** Ranges that no public HaloPSA lives in (IANA special-purpose address registries). */
const INTERNAL_SUBNETS: readonly [string, number, 'ipv4' | 'ipv6'][] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  // Forms of IPv6 that carry an IPv4 address: the old one, translated, NAT64, Teredo, 6to4.
  ['::', 96, 'ipv6'],
  ['::ffff:0:0:0', 96, 'ipv6'],
  ['64:ff9b::', 32, 'ipv6'],
  ['2001::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  // Beyond 2000::/3 nothing is public.
  ['4000::', 2, 'ipv6'],
  ['8000::', 1, 'ipv6'],
];

/** Whether an address is loopback, private, link-local or otherwise not on the public network. */
export function isInternalAddress(address: string): boolean {
  const internal = new BlockList();
  for (const [net, prefix, family] of INTERNAL_SUBNETS) internal.addSubnet(net, prefix, family);
  // An IPv4 address in IPv6 clothes is judged as what it is: Node holds it against the subnets of IPv4, too.
  return internal.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/**
 * A DNS look-up that answers only with public addresses, checked at the moment of connecting, so that a name can't be pointed
 * inwards between a check and its use. Hosts that the operator listed may be internal.
 */
export const guardedLookup =
  (mayBeInternal: (hostname: string) => boolean, resolve: typeof lookup = lookup): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const usable = addresses.filter(({ address }) => mayBeInternal(hostname) || !isInternalAddress(address));
      const [first] = usable;
      if (first === undefined) return callback(blocked(hostname), '', 0);
      if (options.all) return callback(null, usable);
      callback(null, first.address, first.family);
    });
  };

const blocked = (hostname: string) =>
  Object.assign(new Error(`${hostname} resolves to no public address`), { code: 'EADDRBLOCKED' });
