import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type CfnKey, Key } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/** Encrypts the tokens that functions share. What is encrypted with it ends within the hour, so it goes with the stack. */
export class TokenKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const key = new Key(this, 'key', {
      description: `HaloPSA's tokens that the functions of ${Stack.of(this).stackName} share`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    (key.node.defaultChild as CfnKey).overrideLogicalId('TokenKey');
    this.arn = key.keyArn;
  }

  /** Lets a function make and open data keys for tokens of this stage, and for nothing else. */
  grantUse(lambda: LambdaFunction): void {
    lambda.addToRolePolicy(
      new PolicyStatement({
        actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
        resources: [this.arn],
        // The name of the stack is what a function is told as its service's name; `lib/runtime/dependencies.ts` says the same.
        conditions: {
          StringEquals: { 'kms:EncryptionContext:purpose': `halopsa-token/${Stack.of(lambda).stackName}` },
        },
      }),
    );
  }
}
