import { Stack } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { WEBHOOK_FUNCTION } from '../function-names.ts';
import { METRICS_NAMESPACE } from '../monitoring/service-metrics.ts';
import { orgSecretOids } from '../org-grant.ts';
import type { StageConfig } from '../stage-config.ts';
import { ExtensionFunction } from './extension-function.ts';
import type { ExtensionSecrets } from './extension-secrets.ts';
import { functionCode } from './function-code.ts';
import type { ItemTable } from './item-table.ts';
import { PROCESS_ENVIRONMENT } from './process-environment.ts';
import type { StageProps } from './stage-props.ts';
import type { TokenKey } from './token-key.ts';

/** The part of an action's definition that decides its Lambda. */
export interface DeployedAction {
  name: string;
  annotations: { readOnly: boolean };
}

export interface ExtensionFunctionsProps extends StageProps {
  actions: readonly DeployedAction[];
  codeRoot: string;
  secrets: ExtensionSecrets;
  /** What has been done already. */
  ledger: ItemTable;
  /** How many calls HaloPSA has had, and the tokens that are shared. A table of its own, so that who writes nothing to HaloPSA has no right to the ledger. */
  budget: ItemTable;
  /** Undefined: no token is shared. */
  tokenKey: TokenKey | undefined;
}

/** The webhook's Lambda and one per action, each with the rights that its work needs. */
export class ExtensionFunctions extends Construct {
  readonly webhook: LambdaFunction;
  readonly actions: ReadonlyMap<string, LambdaFunction>;
  /** Every function by its name on the wire, the webhook's too. */
  readonly all: ReadonlyMap<string, LambdaFunction>;

  constructor(scope: Construct, id: string, props: ExtensionFunctionsProps) {
    super(scope, id);
    const { actions, codeRoot, config, key, secrets, ledger, budget, tokenKey } = props;
    const environment = {
      ...PROCESS_ENVIRONMENT,
      ...environmentOf(config),
      ACTION_NAMES: actions.map(({ name }) => name).join(','),
      LEDGER_TABLE: ledger.tableName,
      BUDGET_TABLE: budget.tableName,
      ...(tokenKey && { TOKEN_KEY_ARN: tokenKey.arn }),
      POWERTOOLS_SERVICE_NAME: Stack.of(this).stackName,
    };
    const add = (name: string, { writes }: { writes: boolean }): LambdaFunction => {
      const { lambda } = new ExtensionFunction(this, name, {
        code: functionCode(codeRoot, name),
        config,
        key,
        environment,
      });
      secrets.grantReadHaloCredentials(lambda);
      budget.grantUse(lambda, ['GetItem', 'PutItem', 'UpdateItem']);
      tokenKey?.grantUse(lambda);
      if (writes) ledger.grantUse(lambda, ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem']);
      return lambda;
    };
    this.webhook = add(WEBHOOK_FUNCTION, { writes: true });
    secrets.grantReadExtensionSecret(this.webhook);
    this.actions = new Map(
      actions.map(({ name, annotations }) => [name, add(name, { writes: !annotations.readOnly })]),
    );
    this.all = new Map([[WEBHOOK_FUNCTION, this.webhook], ...this.actions]);
  }
}

function environmentOf(config: StageConfig): Record<string, string> {
  return {
    SECRET_PREFIX: config.secretPrefix,
    ORG_SECRET_OIDS: orgSecretOids(config.orgOids),
    DEFAULT_OID: config.defaultOid ?? '',
    ALLOWED_HALO_HOSTS: config.allowedHaloHosts.join(','),
    LEDGER_RETENTION_HOURS: String(config.ledgerRetentionHours),
    HALO_CALLS_PER_5_MINUTES: String(config.haloCallsPer5Minutes),
    LOG_LEVEL: config.logLevel,
    POWERTOOLS_METRICS_NAMESPACE: METRICS_NAMESPACE,
  };
}
