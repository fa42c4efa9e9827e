import { describe, expect, test } from '@jest/globals';
import { everyOption } from './every-option.ts';
import { registeredActions, type SynthesisedStage, synthesise } from './synthesise.ts';

const stage = synthesise();
const directRoutes = [...registeredActions.map(({ name }) => `POST /actions/${name}`), 'POST /actions/{action}'];

function routes(of: SynthesisedStage) {
  return of.ofType('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties);
}

/** The name on the wire of the function that a route invokes. */
function functionBehind(routeKey: string): string {
  const { Target } = routes(stage).find(({ RouteKey }) => RouteKey === routeKey);
  const integration = stage.get(Target['Fn::Join'][1][1].Ref);
  expect(integration.Properties).toMatchObject({ IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' });
  const { FunctionName } = stage.get(integration.Properties.IntegrationUri['Fn::GetAtt'][0]).Properties;
  return FunctionName.replace('halopsa-limacharlie-test-', '');
}

describe('routes', () => {
  test('are the webhook, one per action and the catch-all, and no others', () => {
    const keys = routes(stage).map(({ RouteKey }) => RouteKey);
    expect(keys.sort()).toEqual(['POST /', ...directRoutes].sort());
  });

  test('POST / invokes the webhook', () => {
    expect(functionBehind('POST /')).toBe('limacharlie_webhook');
  });

  test.each(registeredActions.map(({ name }) => name))('POST /actions/%s invokes the function of that name', (name) => {
    expect(functionBehind(`POST /actions/${name}`)).toBe(name);
  });

  test('an unknown action is answered by a function that only reads', () => {
    expect(functionBehind('POST /actions/{action}')).toBe('lookup_client_site');
  });

  test('each may be invoked by this API, on its own path', () => {
    const paths = stage.ofType('AWS::Lambda::Permission').map(([, { Properties }]) => {
      expect(Properties).toMatchObject({ Action: 'lambda:InvokeFunction', Principal: 'apigateway.amazonaws.com' });
      return Properties.SourceArn['Fn::Join'][1].at(-1);
    });
    expect(paths.sort()).toEqual(['POST /', ...directRoutes].map((key) => key.replace('POST ', '/*/*')).sort());
  });
});

describe('authorizers', () => {
  test("LimaCharlie's door is open, since its signature is checked by the function", () => {
    expect(routes(stage).find(({ RouteKey }) => RouteKey === 'POST /').AuthorizationType).toBe('NONE');
  });

  test.each(directRoutes)('%s asks for an AWS signature unless configured otherwise', (routeKey) => {
    const route = routes(stage).find(({ RouteKey }) => RouteKey === routeKey);
    expect(route.AuthorizationType).toBe('AWS_IAM');
    expect(stage.ofType('AWS::ApiGatewayV2::Authorizer')).toEqual([]);
  });

  describe('with kind jwt', () => {
    const issuer = 'https://login.example.com/tenant';
    const jwt = synthesise({ authorizer: { kind: 'jwt', issuer, audience: ['api://halopsa'] } });

    test("there is one authorizer, for the issuer's tokens in the Authorization header", () => {
      const authorizers = jwt.ofType('AWS::ApiGatewayV2::Authorizer');
      expect(authorizers).toHaveLength(1);
      expect(authorizers[0]?.[1].Properties).toMatchObject({
        AuthorizerType: 'JWT',
        IdentitySource: ['$request.header.Authorization'],
        JwtConfiguration: { Issuer: issuer, Audience: ['api://halopsa'] },
      });
    });

    test.each(directRoutes)('%s asks for such a token', (routeKey) => {
      const route = routes(jwt).find(({ RouteKey }) => RouteKey === routeKey);
      expect(route.AuthorizationType).toBe('JWT');
      expect(jwt.get(route.AuthorizerId.Ref).Type).toBe('AWS::ApiGatewayV2::Authorizer');
    });

    test("LimaCharlie's door stays as it is", () => {
      expect(routes(jwt).find(({ RouteKey }) => RouteKey === 'POST /').AuthorizationType).toBe('NONE');
    });
  });
});

describe('the stage', () => {
  const properties = stage.ofType('AWS::ApiGatewayV2::Stage')[0]?.[1].Properties;

  test('is the only one, and serves at the root', () => {
    expect(stage.ofType('AWS::ApiGatewayV2::Stage')).toHaveLength(1);
    expect(properties.StageName).toBe('$default');
  });

  test("lets LimaCharlie's route take more, since it gives up on what is turned away", () => {
    expect(properties.RouteSettings).toEqual({ 'POST /': { ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1000 } });
    const configured = synthesise({ webhookThrottle: { requestsPerSecond: 5, burst: 7 } });
    configured.template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      RouteSettings: { 'POST /': { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 7 } },
    });
  });

  test('is deployed after that route, which its settings name', () => {
    const [[id] = ['']] = stage
      .ofType('AWS::ApiGatewayV2::Route')
      .filter(([, { Properties }]) => Properties.RouteKey === 'POST /');
    expect(stage.ofType('AWS::ApiGatewayV2::Stage')[0]?.[1].DependsOn).toContain(id);
  });

  test('throttles the direct routes as configured', () => {
    expect(properties.DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 });
    const configured = synthesise({ throttle: { requestsPerSecond: 5, burst: 7 } });
    configured.template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 7 },
    });
  });

  test('logs each request as JSON to a log group that expires', () => {
    const { DestinationArn, Format } = properties.AccessLogSettings;
    expect(JSON.parse(Format)).toMatchObject({
      requestId: '$context.requestId',
      routeKey: '$context.routeKey',
      status: '$context.status',
    });
    expect(stage.get(DestinationArn['Fn::GetAtt'][0]).Properties.RetentionInDays).toBe(30);
  });

  test('logs nothing that a caller sends: no header, query or body', () => {
    const logged: string[] = Object.values(JSON.parse(properties.AccessLogSettings.Format));
    for (const variable of logged) expect(variable).toMatch(/^\$context\.(?!requestOverride|path$)[\w.]+$/);
    expect(properties.AccessLogSettings.Format).not.toMatch(/header|querystring|body|signature|authorization\b/i);
  });
});

describe('outputs', () => {
  const url = (output: string) => stage.output(output)['Fn::Join'][1];

  test('name the URL for LimaCharlie and the one for direct calls', () => {
    const [apiId] = stage.ofType('AWS::ApiGatewayV2::Api')[0] ?? [];
    const origin = [
      'https://',
      { Ref: apiId },
      '.execute-api.',
      { Ref: 'AWS::Region' },
      '.',
      { Ref: 'AWS::URLSuffix' },
    ];
    expect(url('WebhookUrl')).toEqual([...origin, '/']);
    expect(url('DirectUrl')).toEqual([...origin, '/actions/']);
  });

  test("give what a caller's policy allows, also where a domain hides the API's id", () => {
    const { customDomain } = everyOption;
    for (const one of [stage, synthesise({ customDomain })]) {
      const [apiId] = one.ofType('AWS::ApiGatewayV2::Api')[0] ?? [];
      expect(one.outputText('DirectArn')).toBe(
        `arn:AWS::Partition:execute-api:AWS::Region:AWS::AccountId:${apiId}/$default/POST/actions/`,
      );
    }
  });
});
