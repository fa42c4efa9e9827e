import { DEFAULT_MAX_ATTEMPTS, StandardRetryStrategy, type StandardRetryStrategyOptions } from '@smithy/core/retry';
import { type Clock, systemClock } from '../clock.ts';
import { type Connections, createConnections } from '../http/connections.ts';
import { exchange, type HttpReply } from '../http/exchange.ts';
import { HttpFailure } from '../http/http-failure.ts';
import { parseJson } from '../json.ts';
import { AwsError, toAwsError } from './aws-error.ts';
import { endpointOf } from './endpoint.ts';
import { type AwsEnvironment, readAwsEnvironment } from './environment.ts';
import { sign } from './sign.ts';
import { toRetryInfo } from './to-retry-info.ts';

/** A service of AWS that speaks "AWS JSON". */
export interface AwsService {
  /** As it is called in its host name: `secretsmanager`. */
  name: string;
  /** Names another address of it: `AWS_ENDPOINT_URL_SECRETS_MANAGER`. */
  endpointVariable: string;
  /** What `X-Amz-Target` says before the operation. */
  target: string;
  jsonVersion: '1.0' | '1.1';
  /** Where the SDK's client of the service has others than its usual ones. */
  retries?: { maxAttempts: number; baseDelayMs: number };
}

export interface AwsJsonOptions {
  connectTimeoutMs: number;
  /** Of each attempt, from connecting to the last byte. */
  attemptTimeoutMs: number;
  clock?: Clock;
  /** How long to wait between attempts; default: as the SDK does. */
  backoff?: StandardRetryStrategyOptions['backoff'];
}

/**
 * Calls an operation by its name in the service's API reference, with the members that are told there, and gives its reply.
 *
 * @throws AwsError, by the name of the service's error; HttpFailure where there was no answer, after as many attempts as the environment grants
 */
export type AwsCall = <Output extends object>(operation: string, input: object) => Promise<Output>;

/** The largest reply is an item of DynamoDB's: 400 kB, before JSON escapes it. */
const MAX_REPLY_BYTES = 4 * 1024 * 1024;
/** CloudTrail shows it. */
const USER_AGENT = 'limacharlie-halopsa-extension/1';

/**
 * A client of one AWS service, with connections of its own that are kept between calls: what of the AWS SDK a function needs, by the SDK's own
 * signature and retry rules (docs/decisions/0019).
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function createAwsJson(service: AwsService, options: AwsJsonOptions): AwsCall {
  const { connectTimeoutMs, attemptTimeoutMs: timeoutMs, clock = systemClock, backoff } = options;
  // AWS may well be reached by internal addresses: a VPC's interface endpoints have them.
  const connections = createConnections({ clock, mayBeInternal: () => true, connectTimeoutMs });
  let strategy: StandardRetryStrategy | undefined;

  return async <Output>(operation: string, input: object) => {
    const environment = readAwsEnvironment(process.env);
    strategy ??= createRetries(service, environment, backoff);
    const request = { operation, body: JSON.stringify(input), timeoutMs };
    for (let token = await strategy.acquireInitialRetryToken(operation); ; ) {
      const outcome = await attempt(request, { service, environment, connections, clock });
      if (!isFailed(outcome)) {
        strategy.recordSuccess(token);
        return outcome as Output;
      }
      // It waits, or refuses another attempt.
      const next = strategy.refreshRetryTokenForRetry(token, toRetryInfo(outcome, clock.nowMs()));
      token = await next.catch(() => {
        throw outcome;
      });
    }
  };
}

/** One for a client: where a service is down, its budget of retries ends for all calls. */
function createRetries(
  { retries }: AwsService,
  { maxAttempts = retries?.maxAttempts }: AwsEnvironment,
  backoff: AwsJsonOptions['backoff'],
): StandardRetryStrategy {
  return new StandardRetryStrategy({
    maxAttempts: maxAttempts ?? DEFAULT_MAX_ATTEMPTS,
    ...(retries && { baseDelay: retries.baseDelayMs }),
    ...(backoff && { backoff }),
  });
}

interface Way {
  service: AwsService;
  environment: AwsEnvironment;
  connections: Connections;
  clock: Clock;
}

async function attempt(
  { operation, body, timeoutMs }: { operation: string; body: string; timeoutMs: number },
  { service, environment, connections, clock }: Way,
): Promise<unknown> {
  const { region, credentials } = environment;
  const url = endpointOf(service.name, service.endpointVariable, region, process.env);
  const headers = {
    'user-agent': USER_AGENT,
    'content-type': `application/x-amz-json-${service.jsonVersion}`,
    'x-amz-target': `${service.target}.${operation}`,
  };
  const at = new Date(clock.nowMs());
  const signed = await sign({ url, headers, body }, { service: service.name, region, credentials, at });
  const request = { method: 'POST', url, headers: signed, body, timeoutMs, maxReplyBytes: MAX_REPLY_BYTES } as const;
  return exchange(request, connections.current()).then(toOutcome, (failure: HttpFailure) => failure);
}

const isFailed = (outcome: unknown): outcome is AwsError | HttpFailure =>
  outcome instanceof AwsError || outcome instanceof HttpFailure;

function toOutcome(reply: HttpReply): unknown {
  if (reply.status !== 200) return toAwsError(reply);
  return parseJson(reply.text) ?? new AwsError('UnreadableReply', reply.status, "AWS's reply is no JSON.");
}
