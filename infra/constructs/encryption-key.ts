import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type CfnKey, type IKey, Key } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { StageConfig } from '../stage-config.ts';

/** What a service needs that encrypts on somebody's behalf, without the wildcards of AWS's examples. */
const ENCRYPTION_ACTIONS = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/** One key for all that a stage stores, renewed every year. */
export class EncryptionKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, { removalPolicy }: StageConfig) {
    super(scope, id);
    const { stackName, partition, region, account } = Stack.of(this);
    this.key = new Key(this, 'key', {
      alias: stackName,
      description: `Secrets, ledger and logs of ${stackName}`,
      enableKeyRotation: true,
      // Also where the deployment that makes it fails: something may have been encrypted with it by then, and its name blocks nothing.
      removalPolicy: removalPolicy === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    // What is encrypted with a key is lost with it, so its logical id stays whatever becomes of this file.
    (this.key.node.defaultChild as CfnKey).overrideLogicalId('EncryptionKey');
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
    const logGroups = `arn:${partition}:logs:${region}:${account}:log-group`;
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(`logs.${region}.amazonaws.com`)],
        actions: ENCRYPTION_ACTIONS,
        resources: ['*'], // in a key's own policy, that key
        conditions: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': [
              `${logGroups}:/aws/lambda/${stackName}-*`,
              `${logGroups}:/aws/vendedlogs/${stackName}/*`,
            ],
          },
        },
      }),
    );
  }
}

/** Lets a function have a service encrypt or decrypt in its name, but not use the key by itself. */
export function allowKeyThrough(
  service: string,
  lambda: LambdaFunction,
  key: IKey,
  actions = ENCRYPTION_ACTIONS,
): void {
  const viaService = `${service}.${Stack.of(lambda).region}.amazonaws.com`;
  const conditions = { StringEquals: { 'kms:ViaService': viaService } };
  lambda.addToRolePolicy(new PolicyStatement({ actions, resources: [key.keyArn], conditions }));
}
