import type { Clock } from '../clock.ts';
import type { HaloCredentials } from '../credentials/schemas.ts';
import type { HaloCall } from '../halopsa/api.ts';
import type { Token } from '../halopsa/auth/token.ts';
import type { HaloConnection } from '../halopsa/connection.ts';
import type { UrlPolicy } from '../halopsa/instance-url.ts';
import type { SendHttp } from '../halopsa/send-http.ts';
import type { SendHalo } from '../halopsa/transport.ts';
import type { HttpReply } from '../http/exchange.ts';
import type { HttpFailure } from '../http/http-failure.ts';
import type { Agent } from './agent.ts';
import type { AuthInfo } from './auth-info.ts';
import type { Judgement } from './judgement.ts';
import type { ScopeReport } from './scopes.ts';

/** What the checks work with. */
export interface CheckContext {
  credentials: HaloCredentials;
  urlPolicy: UrlPolicy;
  sendHttp: SendHttp;
  clock: Clock;
  deadlineAtMs: number;
  /** The outcome that notes without one of their own get. */
  noteOutcome: string;
  /** What the extension keeps to by itself; 0: to nothing. */
  callsPer5Minutes: number;
  signal?: AbortSignal;
  onCall?: (call: HaloCall) => void;
  /** The headers of every reply so far. */
  replyHeaders: HttpReply['headers'][];
}

/** How the first request ended. */
export interface Contact {
  outcome: HttpReply | HttpFailure;
  sentAtMs: number;
  receivedAtMs: number;
}

/** What checks have found out for those that come after them. */
export interface Facts {
  connection: HaloConnection;
  contact: Contact;
  reply: HttpReply;
  /** The address is HaloPSA's, as far as that can be told without a token. */
  authInfo: AuthInfo;
  token: Token;
  agent: Agent;
  scopes: ScopeReport;
  send: SendHalo;
  ticketId: number;
}

export interface Check<K extends keyof Facts = keyof Facts> {
  /** In snake case, for machines. */
  name: string;
  /** What has to be known for it; it is skipped otherwise. */
  needs: readonly K[];
  run(context: CheckContext, facts: Pick<Facts, K> & Partial<Facts>): Promise<CheckOutcome> | CheckOutcome;
}

export type CheckOutcome = Judgement & { facts?: Partial<Facts> };

/** A check whose needs don't matter to whoever runs it, since the runner looks at them. */
// biome-ignore lint/suspicious/noExplicitAny: a list of checks with different needs has no narrower common type
export type AnyCheck = Check<any>;

export const defineCheck = <K extends keyof Facts = never>(check: Check<K>): Check<K> => check;
