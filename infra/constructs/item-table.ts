import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, type CfnTable, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { allowKeyThrough } from './encryption-key.ts';
import type { StageProps } from './stage-props.ts';

export type ItemAction = 'GetItem' | 'PutItem' | 'UpdateItem' | 'DeleteItem';

export interface ItemTableProps extends StageProps {
  /** Another logical id is another table, and an empty one: it stays whatever becomes of the code. */
  logicalId: string;
}

/** Items by `pk`, which DynamoDB removes at `ttl` (epoch seconds). */
export class ItemTable extends Construct {
  readonly tableName: string;
  readonly #table: Table;
  readonly #key: StageProps['key'];

  constructor(scope: Construct, id: string, { config: { removalPolicy }, key, logicalId }: ItemTableProps) {
    super(scope, id);
    this.#key = key;
    this.#table = new Table(this, 'table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      timeToLiveAttribute: 'ttl',
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: removalPolicy === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      deletionProtection: removalPolicy === 'retain',
      ...(key && { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: key }),
    });
    (this.#table.node.defaultChild as CfnTable).overrideLogicalId(logicalId);
    this.tableName = this.#table.tableName;
  }

  /** Lets a function do these to single items. */
  grantUse(lambda: LambdaFunction, actions: readonly ItemAction[]): void {
    this.#table.grant(lambda, ...actions.map((action) => `dynamodb:${action}`));
    if (this.#key) allowKeyThrough('dynamodb', lambda, this.#key);
  }
}
