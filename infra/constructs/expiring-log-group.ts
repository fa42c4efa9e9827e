import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { StageProps } from './stage-props.ts';

/** Logs that end when the stage says so, or with the stack: a kept group would block the next stack of that name. */
export class ExpiringLogGroup extends LogGroup {
  constructor(scope: Construct, id: string, { logGroupName, config, key }: StageProps & { logGroupName: string }) {
    super(scope, id, {
      logGroupName,
      retention: config.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
      ...(key && { encryptionKey: key }),
    });
  }
}
