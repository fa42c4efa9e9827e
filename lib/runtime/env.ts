import * as v from 'valibot';

const list = v.pipe(
  v.optional(v.string(), ''),
  v.transform((text) =>
    text
      .split(',')
      .map((one) => one.trim().toLowerCase())
      .filter(Boolean),
  ),
);

const wholeNumber = (min: number) => v.pipe(v.string(), v.transform(Number), v.number(), v.integer(), v.minValue(min));

/** The environment that every function gets from the stack. */
const envSchema = v.object({
  /** Where this stage's secrets are: `<prefix>/extension`, `<prefix>/default`, `<prefix>/orgs/<oid>`. */
  SECRET_PREFIX: v.pipe(v.string(), v.nonEmpty()),
  /** Orgs that have a secret of their own, or the beginnings of their ids; for them the shared one never stands in. */
  ORG_SECRET_OIDS: list,
  /** The org of direct calls that name none; empty: they must name one. */
  DEFAULT_OID: v.optional(v.string(), ''),
  /** Hosts beside HaloPSA's own domains that credentials may be sent to. */
  ALLOWED_HALO_HOSTS: list,
  /** Permits plain http to this machine, for a simulator. */
  ALLOW_LOOPBACK_HTTP: v.optional(v.picklist(['true', 'false']), 'false'),
  /** What has been done already; DynamoDB. */
  LEDGER_TABLE: v.pipe(v.string(), v.nonEmpty()),
  /** How many calls HaloPSA has had; DynamoDB. Unset: the ledger's table has that, too. */
  BUDGET_TABLE: v.optional(v.pipe(v.string(), v.nonEmpty())),
  /** The KMS key under which all functions share HaloPSA's tokens in the budget's table. Unset: each process has its own. */
  TOKEN_KEY_ARN: v.optional(v.pipe(v.string(), v.nonEmpty())),
  /** How long a message's answer is kept for its redeliveries. */
  LEDGER_RETENTION_HOURS: v.optional(wholeNumber(1), '24'),
  /** Calls that all functions together may make to one HaloPSA instance in any five minutes; 0: no limit of ours. */
  HALO_CALLS_PER_5_MINUTES: v.optional(wholeNumber(0), '300'),
  /** All actions, for who asks for one that there isn't: a function carries its own alone. */
  ACTION_NAMES: list,
  LOG_LEVEL: v.optional(v.string(), 'INFO'),
  /** The stack's name: by it the logs and metrics of two stages are told apart. */
  POWERTOOLS_SERVICE_NAME: v.optional(v.string(), 'halopsa-extension'),
  POWERTOOLS_METRICS_NAMESPACE: v.optional(v.string(), 'HaloPSA/LimaCharlie'),
  /** Lambda's own. */
  AWS_LAMBDA_FUNCTION_NAME: v.optional(v.string(), 'unnamed'),
});

export type Env = v.InferOutput<typeof envSchema>;

/** @throws Error naming the variable */
export function parseEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  const result = v.safeParse(envSchema, variables);
  if (result.success) return result.output;
  const wrong = result.issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`);
  throw new Error(`The function's environment is wrong: ${wrong.join('; ')}`);
}
