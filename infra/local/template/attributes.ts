import { type CloudFormationResource, LOCAL_ACCOUNT_ID, LOCAL_REGION } from './cloudformation.ts';

/** What `Ref` and `Fn::GetAtt` give for one resource, by the "Return values" of its page in the CloudFormation reference. */
export interface ResourceAttributes {
  ref: string;
  attributes: Record<string, string>;
}

type Describe = (nameOf: (property: string) => string) => ResourceAttributes;

const arn = (service: string, resource: string) => `arn:aws:${service}:${LOCAL_REGION}:${LOCAL_ACCOUNT_ID}:${resource}`;

const named = (property: string, arnOf: (name: string) => string): Describe => {
  return (nameOf) => ({ ref: nameOf(property), attributes: { Arn: arnOf(nameOf(property)) } });
};

const DESCRIBE: Record<string, Describe> = {
  'AWS::Lambda::Function': named('FunctionName', (name) => arn('lambda', `function:${name}`)),
  'AWS::DynamoDB::Table': named('TableName', (name) => arn('dynamodb', `table/${name}`)),
  'AWS::DynamoDB::GlobalTable': named('TableName', (name) => arn('dynamodb', `table/${name}`)),
  'AWS::Logs::LogGroup': named('LogGroupName', (name) => arn('logs', `log-group:${name}:*`)),
  'AWS::SQS::Queue': (nameOf) => ({
    ref: `https://sqs.${LOCAL_REGION}.amazonaws.com/${LOCAL_ACCOUNT_ID}/${nameOf('QueueName')}`,
    attributes: { Arn: arn('sqs', nameOf('QueueName')), QueueName: nameOf('QueueName') },
  }),
  'AWS::KMS::Key': named('KeyId', (id) => arn('kms', `key/${id}`)),
  // Ref of a secret is its ARN, which Secrets Manager also accepts without the random suffix that the real one carries.
  'AWS::SecretsManager::Secret': (nameOf) => {
    const secretArn = arn('secretsmanager', `secret:${nameOf('Name')}`);
    return { ref: secretArn, attributes: { Id: secretArn } };
  },
};

/**
 * Names a resource as a deployment would, except that what CloudFormation names at random here takes its logical id.
 *
 * @param explicitName gives the (resolved) value of a name property, or undefined where the template leaves it out
 */
export function describeResource(
  logicalId: string,
  resource: CloudFormationResource,
  explicitName: (property: string) => string | undefined,
): ResourceAttributes {
  const describe = DESCRIBE[resource.Type];
  return describe?.((property) => explicitName(property) ?? logicalId) ?? { ref: logicalId, attributes: {} };
}
