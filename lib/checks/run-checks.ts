import { redact } from '../redact.ts';
import { type Agent, agent } from './agent.ts';
import { authInfo } from './auth-info.ts';
import { certificate } from './certificate.ts';
import type { AnyCheck, CheckContext, CheckOutcome, Facts } from './check.ts';
import { clock } from './clock.ts';
import { type Judgement, skipped } from './judgement.ts';
import { rateLimit } from './rate-limit.ts';
import { reachable } from './reachable.ts';
import { reads, timeline } from './reads.ts';
import { type ScopeReport, scopes } from './scopes.ts';
import { token } from './token.ts';
import { url } from './url.ts';
import { vocabulary } from './vocabulary.ts';

export type CheckResult = { name: string } & Judgement;

/** What the checks found out. Nothing in it is secret. */
export interface ConnectionReport {
  /** No check failed. */
  ok: boolean;
  /** The address that was checked; absent where it isn't one. */
  instance?: string;
  agent?: Agent;
  scopes?: ScopeReport;
  checks: CheckResult[];
}

export type RunChecksOptions = Omit<CheckContext, 'replyHeaders'> & {
  /** Told each result, in the order of the report, as soon as it is there. */
  onResult?(result: CheckResult): void;
  /** The name of the last check to run; without it, all do. */
  until?: string;
};

/** In turn; those in one row at the same time. */
const ROWS: readonly (readonly AnyCheck[])[] = [
  [url],
  [reachable],
  [certificate, clock, authInfo],
  [token],
  [agent, scopes],
  [...reads, ...vocabulary],
  [timeline],
  [rateLimit],
];

/** The checks by name, in their order. */
export const CHECK_NAMES: readonly string[] = ROWS.flat().map(({ name }) => name);

/** Every check, reads only. What fails is in the report; nothing is thrown for it. */
export async function runChecks({ onResult, until, ...options }: RunChecksOptions): Promise<ConnectionReport> {
  const context = recordingHeaders(options);
  const facts: Partial<Facts> = {};
  const checks: CheckResult[] = [];
  for (const row of ROWS) {
    const outcomes = await Promise.all(row.map((check) => runCheck(check, context, facts)));
    outcomes.forEach(({ facts: found, ...judgement }, index) => {
      Object.assign(facts, found);
      checks.push({ name: row[index]?.name ?? '', ...clean(judgement, options, facts) });
    });
    for (const result of checks.slice(-row.length)) onResult?.(result);
    if (row.some(({ name }) => name === until)) break;
  }
  return {
    ok: checks.every(({ status }) => status !== 'fail'),
    ...(facts.connection && { instance: facts.connection.instanceUrl.href }),
    ...(facts.agent && { agent: facts.agent }),
    ...(facts.scopes && { scopes: facts.scopes }),
    checks,
  };
}

async function runCheck(check: AnyCheck, context: CheckContext, facts: Partial<Facts>): Promise<CheckOutcome> {
  if (check.needs.some((need: keyof Facts) => facts[need] === undefined)) return skipped(NOT_CHECKED);
  return check.run(context, facts);
}

const NOT_CHECKED = 'Not checked, since it needs what failed above.';

function recordingHeaders(options: Omit<CheckContext, 'replyHeaders'>): CheckContext {
  const replyHeaders: CheckContext['replyHeaders'] = [];
  return {
    ...options,
    replyHeaders,
    async sendHttp(call) {
      const reply = await options.sendHttp(call);
      replyHeaders.push(reply.headers);
      return reply;
    },
  };
}

/** Most texts are redacted where they come from; what HaloPSA says without an error is not. */
function clean(
  judgement: Judgement,
  { credentials }: Pick<CheckContext, 'credentials'>,
  { token: issued }: Partial<Facts>,
): Judgement {
  const secrets = [credentials.client_secret, issued?.value, issued?.idToken].filter((one) => one !== undefined);
  const { finding, remedy } = judgement;
  return {
    ...judgement,
    finding: redact(finding, secrets),
    ...(remedy !== undefined && { remedy: redact(remedy, secrets) }),
  };
}
