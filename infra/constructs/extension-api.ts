import { Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  ApiMapping,
  type CfnStage,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer, HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { StageConfig } from '../stage-config.ts';
import { CustomDomain } from './custom-domain.ts';
import { ExpiringLogGroup } from './expiring-log-group.ts';
import type { StageProps } from './stage-props.ts';

/** Answers direct calls of names that no route has; the one with the fewest rights, since it only refuses. */
const UNKNOWN_ACTION_ANSWERED_BY = 'lookup_client_site';

export interface ExtensionApiProps extends StageProps {
  webhook: IFunction;
  /** By action name, which is the route's last segment. */
  actions: ReadonlyMap<string, IFunction>;
}

/** The two doors: LimaCharlie's at `POST /`, everybody else's at `POST /actions/<name>`. */
export class ExtensionApi extends Construct {
  /** Where LimaCharlie sends its messages; ends in a slash. */
  readonly url: string;
  /** What an IAM policy has to allow, up to an action's name; ends in a slash. */
  readonly actionsArn: string;
  readonly id: string;
  readonly accessLog: LogGroup;

  constructor(scope: Construct, id: string, { webhook, actions, config, key }: ExtensionApiProps) {
    super(scope, id);
    // API Gateway adds each group outside /aws/vendedlogs/ to one resource policy of limited size:
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
    const logGroupName = `/aws/vendedlogs/${Stack.of(this).stackName}/access`;
    this.accessLog = new ExpiringLogGroup(this, 'access-log', { logGroupName, config, key });
    const domain = config.customDomain && new CustomDomain(this, 'domain', config.customDomain);
    const api = new HttpApi(this, 'api', {
      apiName: Stack.of(this).stackName,
      createDefaultStage: false,
      disableExecuteApiEndpoint: config.customDomain?.disableDefaultEndpoint ?? false,
      defaultAuthorizer: directAuthorizer(config.authorizer),
    });
    const route = (path: string, integration: HttpLambdaIntegration, authorizer?: IHttpRouteAuthorizer) =>
      api.addRoutes({ path, methods: [HttpMethod.POST], integration, authorizer });
    const webhookRoutes = route('/', new HttpLambdaIntegration('webhook', webhook), new HttpNoneAuthorizer());
    for (const open of webhookRoutes) {
      Validations.of(open).acknowledge({
        id: 'AwsSolutions::AwsSolutions-APIG4',
        reason: "LimaCharlie can't sign requests for AWS; the function verifies LimaCharlie's own signature.",
      });
    }
    for (const [name, action] of actions) {
      const integration = new HttpLambdaIntegration(name, action);
      route(`/actions/${name}`, integration);
      // Without this, API Gateway answers a misspelt name with a bare 404 in place of our list of the known ones.
      if (name === UNKNOWN_ACTION_ANSWERED_BY) route('/actions/{action}', integration);
    }
    this.id = api.apiId;
    this.actionsArn = api.arnForExecuteApi(HttpMethod.POST, '/actions/', '$default');
    const stage = new HttpStage(this, 'stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: config.throttle.requestsPerSecond, burstLimit: config.throttle.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(this.accessLog),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG_FIELDS)),
      },
    });
    const { requestsPerSecond, burst } = config.webhookThrottle;
    // HttpStage has no settings by route. They name the route by its key, so it has to be there before them.
    (stage.node.defaultChild as CfnStage).routeSettings = {
      'POST /': { ThrottlingRateLimit: requestsPerSecond, ThrottlingBurstLimit: burst },
    };
    stage.node.addDependency(...webhookRoutes);
    if (domain) new ApiMapping(this, 'mapping', { api, stage, domainName: domain.domainName });
    this.url = domain ? `https://${domain.domainName.name}/` : stage.url;
  }
}

/** No header, no query and no body, so no signature and no token either. */
const ACCESS_LOG_FIELDS = {
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  routeKey: '$context.routeKey',
  domainName: '$context.domainName',
  status: '$context.status',
  responseLatencyMs: '$context.responseLatency',
  integrationLatencyMs: '$context.integrationLatency',
  responseBytes: '$context.responseLength',
  sourceIp: '$context.identity.sourceIp',
  iamCaller: '$context.identity.caller',
  jwtSubject: '$context.authorizer.claims.sub',
  gatewayError: '$context.error.message',
  integrationStatus: '$context.integrationStatus',
  integrationError: '$context.integrationErrorMessage',
};

function directAuthorizer(authorizer: StageConfig['authorizer']): IHttpRouteAuthorizer {
  if (authorizer.kind === 'iam') return new HttpIamAuthorizer();
  return new HttpJwtAuthorizer('jwt', authorizer.issuer, { jwtAudience: [...authorizer.audience] });
}
