import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { EncryptionKey } from './constructs/encryption-key.ts';
import { ExtensionApi } from './constructs/extension-api.ts';
import { type DeployedAction, ExtensionFunctions } from './constructs/extension-functions.ts';
import { ExtensionSecrets } from './constructs/extension-secrets.ts';
import { ItemTable } from './constructs/item-table.ts';
import { TokenKey } from './constructs/token-key.ts';
import { ExtensionAlarms } from './monitoring/extension-alarms.ts';
import { ExtensionDashboard } from './monitoring/extension-dashboard.ts';
import { SavedQueries } from './monitoring/saved-queries.ts';
import type { StageConfig } from './stage-config.ts';

export interface ExtensionStackProps {
  config: StageConfig;
  actions: readonly DeployedAction[];
  /** Directory with one bundle folder per function, absolute or from the working directory. */
  codeRoot: string;
}

/** One stage of the extension, named `halopsa-limacharlie-<stage>`; account and region are those of the deployment. */
export class ExtensionStack extends Stack {
  constructor(scope: Construct, { config, actions, codeRoot }: ExtensionStackProps) {
    super(scope, `halopsa-limacharlie-${config.stage}`, {
      description: `HaloPSA extension for LimaCharlie, stage ${config.stage}`,
    });
    const key = config.customerManagedKey ? new EncryptionKey(this, 'key', config).key : undefined;
    const stage = { config, key };
    const secrets = new ExtensionSecrets(this, 'secrets', stage);
    const ledger = new ItemTable(this, 'ledger', { logicalId: 'LedgerTable', ...stage });
    const budget = new ItemTable(this, 'budget', { logicalId: 'BudgetTable', ...stage });
    const tokenKey = config.sharedTokenCache ? new TokenKey(this, 'token-key') : undefined;
    const parts = { actions, codeRoot, secrets, ledger, budget, tokenKey };
    const functions = new ExtensionFunctions(this, 'functions', { ...parts, ...stage });
    const { webhook, actions: byName, all } = functions;
    const api = new ExtensionApi(this, 'http', { webhook, actions: byName, ...stage });
    const alarms = new ExtensionAlarms(this, 'alarms', { config, functions: all, accessLog: api.accessLog });
    new ExtensionDashboard(this, 'dashboard', { functions: all, apiId: api.id, alarms: alarms.alarms });
    new SavedQueries(this, 'queries', { functions: all, accessLog: api.accessLog });

    new CfnOutput(this, 'WebhookUrl', {
      value: api.url,
      description: "The extension's destination URL in LimaCharlie",
    });
    new CfnOutput(this, 'DirectUrl', { value: `${api.url}actions/`, description: 'POST an action here by its name' });
    new CfnOutput(this, 'DirectArn', {
      value: api.actionsArn,
      description: "What a caller's IAM policy has to allow, before an action's name or *",
    });
    new CfnOutput(this, 'ExtensionSecretName', {
      value: secrets.extensionName,
      description: "LimaCharlie's shared secret",
    });
    new CfnOutput(this, 'HaloSecretNames', { value: secrets.haloNames.join(','), description: 'HaloPSA credentials' });
  }
}
