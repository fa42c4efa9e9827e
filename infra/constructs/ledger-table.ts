import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, type CfnTable, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { allowKeyThrough } from './encryption-key.ts';
import type { StageProps } from './stage-props.ts';

/** What has been done already: items by `pk`, which DynamoDB removes at `ttl` (epoch seconds). */
export class LedgerTable extends Construct {
  readonly table: Table;
  readonly #key: StageProps['key'];

  constructor(scope: Construct, id: string, { config: { removalPolicy }, key }: StageProps) {
    super(scope, id);
    this.#key = key;
    this.table = new Table(this, 'table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      timeToLiveAttribute: 'ttl',
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: removalPolicy === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      deletionProtection: removalPolicy === 'retain',
      ...(key && { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: key }),
    });
    // Another logical id is another table, and an empty one: it stays whatever becomes of this file.
    (this.table.node.defaultChild as CfnTable).overrideLogicalId('LedgerTable');
  }

  /** Lets a function read and write single items, never scan or query, and tells it the table's name. */
  grantUse(lambda: LambdaFunction): void {
    this.table.grant(lambda, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem');
    this.#connect(lambda);
  }

  /** Lets a function that only reads from HaloPSA take part in the budget of calls, and see nothing else of the table. */
  grantBudget(lambda: LambdaFunction): void {
    lambda.addToRolePolicy(
      new PolicyStatement({
        actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
        resources: [this.table.tableArn],
        conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['budget#*'] } },
      }),
    );
    this.#connect(lambda);
  }

  #connect(lambda: LambdaFunction): void {
    lambda.addEnvironment('LEDGER_TABLE', this.table.tableName);
    if (this.#key) allowKeyThrough('dynamodb', lambda, this.#key);
  }
}
