import type { LocalFunction, LocalRoute } from '../template.ts';
import type { CloudFormationResource, CloudFormationTemplate } from './cloudformation.ts';
import type { Resolve } from './resolver.ts';

/** HTTP APIs wait at most 30 s; 29 s is what the functions' own deadlines are planned against. */
const DEFAULT_INTEGRATION_TIMEOUT_MS = 29_000;

/**
 * One `AWS::ApiGatewayV2::Route` together with its integration.
 *
 * @throws Error when the route doesn't lead to one of `functions`
 */
export function toRoute(
  { Properties = {} }: CloudFormationResource,
  template: CloudFormationTemplate,
  resolve: Resolve,
  functions: LocalFunction[],
): LocalRoute {
  const routeKey = String(Properties.RouteKey);
  const [method = '', path = ''] = routeKey.split(' ');
  const integrationId = String(resolve(Properties.Target)).replace('integrations/', '');
  const integration = template.Resources[integrationId]?.Properties ?? {};
  const uri = String(resolve(integration.IntegrationUri));
  // The URI is the function's ARN, that with a version or alias, or API Gateway's long form that ends in /invocations.
  const target = functions.find(({ arn }) => uri === arn || uri.includes(`${arn}:`) || uri.includes(`${arn}/`));
  if (!target) throw new Error(`The route "${routeKey}" leads to ${uri}, which is no function of this template.`);
  return {
    method,
    path,
    functionLogicalId: target.logicalId,
    authorizer: (Properties.AuthorizationType as LocalRoute['authorizer'] | undefined) ?? 'NONE',
    integrationTimeoutMs: Number(integration.TimeoutInMillis ?? DEFAULT_INTEGRATION_TIMEOUT_MS),
  };
}
