import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as v from 'valibot';
import {
  arn,
  customDomain,
  hostName,
  listOf,
  oid,
  oneOf,
  pattern,
  strictObject,
  wholeNumber,
  yesOrNo,
} from './config-fields.ts';
import { functionNames } from './function-names.ts';
import { OperatorError } from './operator-error.ts';

const issuer = pattern('the https URL of the token issuer', /^https:\/\/[^\s/?#]+(\/[^\s?#]*)?$/);
const audience = v.pipe(
  v.array(v.pipe(v.string('a non-empty text'), v.nonEmpty('a non-empty text')), 'a list of accepted audiences'),
  v.nonEmpty('a list of at least one accepted audience'),
);
const retentionDays = Object.values(RetentionDays).filter((days) => typeof days === 'number');

/** Each is a secret of its own in the stack, and CloudFormation takes 500 resources. */
const MAX_ORG_OIDS = 300;
const TOO_MANY_ORGS = `at most ${MAX_ORG_OIDS} organization ids (those with one HaloPSA belong into the default secret's allowed_oids and orgs)`;

/** Each names a resource of the stack, and CDK would throw at the second. */
const isFirst = (one: string, index: number, all: string[]): boolean => all.indexOf(one) === index;

const tokenBucket = strictObject({
  requestsPerSecond: wholeNumber('requests per second', 1, 10_000),
  burst: wholeNumber('requests', 1, 5_000),
});

const StageConfigSchema = strictObject({
  /** Secrets are `<prefix>/extension`, `<prefix>/default`, `<prefix>/orgs/<oid>`; unset: `halopsa-limacharlie/<stage>`. */
  secretPrefix: v.optional(pattern('a secret name without a slash at either end', /^[\w+=.@-]+(\/[\w+=.@-]+)*$/)),
  /** Organizations with HaloPSA credentials of their own; all others share the default secret, if it allows them. */
  orgOids: v.pipe(
    listOf(oid, 'a list of organization ids'),
    v.maxLength(MAX_ORG_OIDS, TOO_MANY_ORGS),
    v.checkItems(isFirst, 'an organization id that is not in the list before'),
  ),
  /** The organization of direct calls that name none. */
  defaultOid: v.optional(oid),
  /** Hosts that a HaloPSA instance URL may have besides HaloPSA's own domains. */
  allowedHaloHosts: listOf(hostName, 'a list of host names'),
  /** Who may call `POST /actions/…`: AWS principals by SigV4, or bearers of an OIDC issuer's tokens. */
  authorizer: v.optional(
    v.variant(
      'kind',
      [strictObject({ kind: v.literal('iam') }), strictObject({ kind: v.literal('jwt'), issuer, audience })],
      "{ kind: 'iam' } or { kind: 'jwt', issuer, audience }",
    ),
    { kind: 'iam' },
  ),
  /** API Gateway's token bucket for the direct routes: who calls them can wait and call again. */
  throttle: v.optional(tokenBucket, { requestsPerSecond: 50, burst: 100 }),
  /** LimaCharlie's route: it gives up on what is turned away here, and tries again what Lambda's own limits turn away. */
  webhookThrottle: v.optional(tokenBucket, { requestsPerSecond: 500, burst: 1_000 }),
  /** How long a message's answer is kept, so that a redelivery or a replay gets it again. */
  ledgerRetentionHours: v.optional(wholeNumber('hours', 1, 720), 24),
  /** Calls that all functions together make to one HaloPSA instance in any five minutes; 0: no limit but HaloPSA's own. */
  haloCallsPer5Minutes: v.optional(wholeNumber('calls', 0, 100_000), 300),
  logRetentionDays: v.optional(oneOf(retentionDays), RetentionDays.ONE_MONTH),
  /** Not above INFO: Lambda drops lines below the level, and takes those of the metrics for INFO. */
  logLevel: v.optional(oneOf(['DEBUG', 'INFO']), 'INFO'),
  /** Lambda's CPU grows with it, and with it cold starts shrink. */
  memoryMb: v.optional(wholeNumber('MB', 128, 10_240), 1024),
  /** By function name; a function that isn't named shares the account's unreserved concurrency. */
  reservedConcurrency: v.optional(
    v.record(
      v.picklist(functionNames, `named after a function (${functionNames.join(', ')})`),
      wholeNumber('concurrent executions', 1, 1000),
      'an object of function names and numbers',
    ),
    {},
  ),
  /** Traces each invocation with X-Ray. */
  xray: v.optional(yesOrNo(), false),
  /** An SNS topic of the stack's account and region that is told when an alarm begins and ends. */
  alarmTopicArn: v.optional(arn('an SNS topic', 'sns', /[\w-]{1,256}/)),
  /** From where on the alarms with a threshold go off. */
  alarms: v.optional(
    strictObject({
      errorRatePercent: v.optional(wholeNumber('percent', 1, 100), 10),
      p95LatencyMs: v.optional(wholeNumber('milliseconds', 100, 29_000), 10_000),
      /** At most a week, which is as far back as an alarm looks. */
      noTrafficHours: v.optional(wholeNumber('hours', 1, 168), 24),
    }),
    {},
  ),
  /** A KMS key of the stack's own for secrets, ledger and logs, in place of keys that AWS manages. */
  customerManagedKey: v.optional(yesOrNo(), false),
  /** One HaloPSA token for all functions, in the budget's table, encrypted with a KMS key of its own; else one for each process. */
  sharedTokenCache: v.optional(yesOrNo(), false),
  /** The API under a name of yours; beside AWS's own address, or in place of it. */
  customDomain: v.optional(customDomain),
  /** What becomes of the ledger, the secrets and the key when the stack is deleted. */
  removalPolicy: v.optional(oneOf(['retain', 'destroy']), 'retain'),
});

/** What `infra/config.ts` may say about a stage. */
export type StageInput = v.InferInput<typeof StageConfigSchema>;
/** A stage with every default filled in. */
export type StageConfig = v.InferOutput<typeof StageConfigSchema> & { stage: string; secretPrefix: string };

const STAGE_NAME = /^[a-z][a-z0-9-]{0,15}$/; // it is part of function names, which Lambda caps at 64 characters

/**
 * Checks one stage's settings and fills in the defaults.
 *
 * @throws {OperatorError} one sentence with the stage, the field and what was expected there.
 */
export function parseStageConfig(stage: string, input: unknown): StageConfig {
  if (!STAGE_NAME.test(stage)) {
    throw new OperatorError(
      `Stage "${stage}" must be named with 1 to 16 lower-case letters, digits and hyphens, a letter first.`,
    );
  }
  const parsed = v.safeParse(StageConfigSchema, input);
  if (parsed.success) {
    return { ...parsed.output, stage, secretPrefix: parsed.output.secretPrefix ?? `halopsa-limacharlie/${stage}` };
  }
  // A misspelt field first: it often makes another one look wrong.
  const issue = parsed.issues.find(({ expected }) => expected === 'never') ?? parsed.issues[0];
  const path = v.getDotPath(issue);
  const where = `Stage "${stage}"${path ? `, field ${path}` : ''}`;
  throw new OperatorError(`${where}: expected ${issue.message}, but got ${issue.received}.`);
}
