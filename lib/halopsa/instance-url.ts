import { isIP } from 'node:net';
import { ExtensionError } from '../errors.ts';

/** HaloPSA's own hosting domains. */
const HALO_DOMAINS = ['halopsa.com', 'haloitsm.com', 'haloservicedesk.com'];
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export interface UrlPolicy {
  /** Further host names that the operator permits, exact. */
  allowedHosts: ReadonlySet<string>;
  /** A loopback address, also over plain http and on any port, for a simulator. */
  allowLoopbackHttp: boolean;
}

/**
 * Where a secret may point: HaloPSA's domains and what the operator listed, over https on 443. Everything else would let a
 * mistaken or planted secret send credentials elsewhere.
 * @param field the secret's member, for the error: `instance_url` or `auth_url`
 * @throws ExtensionError `credentials_invalid`; the text never repeats the value
 */
export function parseHaloUrl(text: string, field: string, policy: UrlPolicy): URL {
  const refuse = (why: string, unless = '') =>
    new ExtensionError('credentials_invalid', `\`${field}\` in the secret is refused: ${why}.`, {
      hint: `Set \`${field}\` to the https address of your HaloPSA, such as https://example.halopsa.com, or list its host in the deployment's configuration.${unless}`,
    });
  if (!URL.canParse(text) || /[\s\\]/.test(text.trim())) throw refuse('it is not a URL');
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') throw refuse('it carries a user name or password');
  if (url.search !== '' || url.hash !== '') throw refuse('it carries a query or fragment');
  if (policy.allowLoopbackHttp && isLoopback(url)) return trimmed(url);
  if (url.protocol === 'http:' && isLoopback(url))
    throw refuse('it points to this machine', ' For a simulator give the doctor `--allow-loopback`.');
  if (url.protocol !== 'https:') throw refuse('it is not https');
  if (url.port !== '') throw refuse('it names a port other than 443');
  if (isAddress(url.hostname)) throw refuse('it is an IP address, not a host name');
  if (!isAllowedHost(url.hostname, policy))
    throw refuse('its host is not under halopsa.com, haloitsm.com, haloservicedesk.com, or listed by the operator');
  return trimmed(url);
}

const isLoopback = (url: URL) => ['http:', 'https:'].includes(url.protocol) && LOOPBACK.has(url.hostname);

/** The URL parser has already turned decimal, hex and octal forms into dotted quads. */
const isAddress = (hostname: string) => hostname.startsWith('[') || isIP(hostname) !== 0;

/** The URL parser takes names that DNS does not: with empty labels, or with a `;` in them. */
const IS_SUBDOMAIN = /^([a-z0-9-]+\.)+$/;

function isAllowedHost(hostname: string, policy: UrlPolicy): boolean {
  if (policy.allowedHosts.has(hostname)) return true;
  return HALO_DOMAINS.some(
    (domain) => hostname.endsWith(domain) && IS_SUBDOMAIN.test(hostname.slice(0, -domain.length)),
  );
}

/** People paste the address with a slash, or the resource server's (`…/api`). */
function trimmed(url: URL): URL {
  const path = url.pathname.replace(/\/{1,16}$/, '').replace(/\/api$/i, '');
  return new URL(url.origin + path);
}
