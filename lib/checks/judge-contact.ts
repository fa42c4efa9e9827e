import type { HttpFailure } from '../http/http-failure.ts';
import { fail, type Judgement, ok } from './judgement.ts';

interface Case {
  /** The beginning of the failure's message: the system's code. */
  code: RegExp;
  why(host: string): string;
  remedy: string;
}

const CASES: readonly Case[] = [
  {
    code: /^ENOTFOUND/,
    why: (host) => `the name \`${host}\` does not exist`,
    remedy: 'Correct the host in `instance_url`: it is the address at which people open HaloPSA.',
  },
  {
    code: /^EAI_AGAIN/,
    why: (host) => `the name \`${host}\` could not be resolved`,
    remedy: 'Look at the DNS of this machine or network, then try again.',
  },
  {
    code: /^ECONNREFUSED/,
    why: (host) => `nothing listens at \`${host}\` (connection refused)`,
    remedy: 'Check the host in `instance_url`, and that HaloPSA is running.',
  },
  {
    code: /^ERR_SSL_/,
    why: (host) => `\`${host}\` does not answer with TLS`,
    remedy: 'Check the host in `instance_url`: HaloPSA answers https at port 443.',
  },
  {
    code: /^(UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)/,
    why: (host) => `\`${host}\` can't be connected to from here`,
    remedy:
      "Let the firewall out to port 443, and if HaloPSA has a list of permitted IP addresses, add this network's (for the deployed extension, Lambda's).",
  },
];

/** An exchange that ended without a reply, as seen from the network: with a wrong certificate somebody was there. */
export function judgeContact({ kind, message }: Pick<HttpFailure, 'kind' | 'message'>, host: string): Judgement {
  if (kind === 'certificate') return ok(`${host} answers.`);
  if (kind === 'blocked')
    return fail(
      'credentials_invalid',
      `\`${host}\` resolves to an internal address, which is refused.`,
      "Correct `instance_url`, or list the host in the deployment's configuration if it is your own.",
    );
  const found = CASES.find(({ code }) => code.test(message));
  if (found) return fail('halo_unavailable', `HaloPSA could not be reached: ${found.why(host)}.`, found.remedy);
  if (kind === 'timeout')
    return fail('halo_timeout', `\`${host}\` took the request and did not answer in time.`, 'Try again later.');
  return fail(
    'halo_unavailable',
    `HaloPSA could not be reached: \`${host}\` ended the connection without an answer.`,
    'Check the host in `instance_url`; a proxy or firewall in between does this too.',
  );
}
