import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { type CfnPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  type CfnFunction,
  type Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { ExpiringLogGroup } from './expiring-log-group.ts';
import type { StageProps } from './stage-props.ts';

/** What one Lambda differs in from the others. */
export interface ExtensionFunctionProps extends StageProps {
  code: Code;
  environment: Record<string, string>;
}

/** One Lambda with its own log group and a role that may write there and nothing else; the stack grants the rest. */
export class ExtensionFunction extends Construct {
  readonly lambda: LambdaFunction;

  /** @param name the function's name on the wire: folder, route segment and construct id alike. */
  constructor(scope: Construct, name: string, { code, config, key, environment }: ExtensionFunctionProps) {
    super(scope, name);
    const functionName = `${Stack.of(this).stackName}-${name}`;
    const logGroup = new ExpiringLogGroup(this, 'logs', { logGroupName: `/aws/lambda/${functionName}`, config, key });
    // Not AWSLambdaBasicExecutionRole: that one may write to every log group of the account.
    const role = new Role(this, 'role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
    this.lambda = new LambdaFunction(this, 'function', {
      functionName,
      code,
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout: Duration.seconds(29), // API Gateway gives up at 30 s
      memorySize: config.memoryMb,
      reservedConcurrentExecutions: config.reservedConcurrency[name],
      environment,
      tracing: config.xray ? Tracing.ACTIVE : Tracing.DISABLED,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      // Lambda's own level wins over the logger's (AWS_LAMBDA_LOG_LEVEL), so the two must agree.
      applicationLogLevelV2: ApplicationLogLevel[config.logLevel],
    });
    // The CDK also names the role there, which `Role` refers to anyway: cfn-lint's W3005.
    const policy = role.node.findChild('DefaultPolicy').node.defaultChild as CfnPolicy;
    (this.lambda.node.defaultChild as CfnFunction).addOverride('DependsOn', [Stack.of(this).getLogicalId(policy)]);
    if (config.xray) {
      Validations.of(role).acknowledge({
        id: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
        reason: 'X-Ray has no resources to name: its segments can be put to `*` alone.',
      });
    }
  }
}
