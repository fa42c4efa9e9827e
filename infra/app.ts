import { fileURLToPath } from 'node:url';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as registry from '../functions/registry.ts';
import { loadStageConfig } from './config.ts';
import { ExtensionStack } from './extension-stack.ts';
import { OperatorError } from './operator-error.ts';

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
try {
  const stage: string | undefined = app.node.tryGetContext('stage');
  if (stage === undefined) console.error('No stage is named, so this is dev; name another with `-- -c stage=prod`.');
  const config = loadStageConfig(stage ?? 'dev');
  new ExtensionStack(app, {
    config,
    actions: Object.values(registry),
    codeRoot: fileURLToPath(new URL('../dist/functions', import.meta.url)),
  });
} catch (error) {
  if (!(error instanceof OperatorError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
