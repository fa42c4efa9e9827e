import { describe, expect, test } from '@jest/globals';
import { everyOption } from './every-option.ts';
import { type SynthesisedStage, synthesise } from './synthesise.ts';

const { hostedZone, disableDefaultEndpoint: _, ...domain } = everyOption.customDomain;
const only = (stage: SynthesisedStage, type: string) => {
  const found = stage.ofType(type);
  expect(found).toHaveLength(1);
  return found[0]?.[1].Properties;
};

describe('a stage with a domain', () => {
  const stage = synthesise(everyOption);

  test('serves the API there with its certificate, over TLS 1.2 or newer', () => {
    expect(only(stage, 'AWS::ApiGatewayV2::DomainName')).toMatchObject({
      DomainName: domain.name,
      DomainNameConfigurations: [{ CertificateArn: domain.certificateArn, SecurityPolicy: 'TLS_1_2' }],
    });
    const { ApiId, Stage } = only(stage, 'AWS::ApiGatewayV2::ApiMapping');
    expect([stage.get(ApiId.Ref).Type, Stage]).toEqual(['AWS::ApiGatewayV2::Api', '$default']);
  });

  test('is reached over IPv4 and IPv6, so that both records have an answer', () => {
    const [configuration] = only(stage, 'AWS::ApiGatewayV2::DomainName').DomainNameConfigurations;
    expect(configuration.IpAddressType).toBe('dualstack');
  });

  test('serves it nowhere else, where that is said', () => {
    expect(only(stage, 'AWS::ApiGatewayV2::Api').DisableExecuteApiEndpoint).toBe(true);
  });

  test("goes on serving it at AWS's address, where LimaCharlie sends until somebody has changed that", () => {
    const api = only(synthesise({ customDomain: { ...domain, hostedZone } }), 'AWS::ApiGatewayV2::Api');
    expect(api.DisableExecuteApiEndpoint ?? false).toBe(false);
  });

  test('tells the operator that address', () => {
    const url = JSON.stringify(stage.output('WebhookUrl'));
    expect(stage.get(/"Ref":"(\w+)"/.exec(url)?.[1] ?? '').Type).toBe('AWS::ApiGatewayV2::DomainName');
    expect(url).not.toContain('execute-api');
  });

  test('gives it records for IPv4 and IPv6 in its zone', () => {
    const records = stage.ofType('AWS::Route53::RecordSet').map(([, { Properties }]) => Properties);
    expect(records.map(({ Type }) => Type).toSorted()).toEqual(['A', 'AAAA']);
    for (const { Name, HostedZoneId } of records)
      expect([Name, HostedZoneId]).toEqual([`${domain.name}.`, hostedZone.id]);
    expect(stage.output('DomainTarget')).toBeUndefined();
  });
});

test('without a zone, the operator is told where the name has to point', () => {
  const stage = synthesise({ customDomain: domain });
  expect(stage.ofType('AWS::Route53::RecordSet')).toEqual([]);
  const [name, attribute] = stage.output('DomainTarget')['Fn::GetAtt'];
  expect([stage.get(name).Type, attribute]).toEqual(['AWS::ApiGatewayV2::DomainName', 'RegionalDomainName']);
});

test("without a domain, the API has AWS's address alone", () => {
  const stage = synthesise();
  expect(stage.ofType('AWS::ApiGatewayV2::DomainName')).toEqual([]);
  expect(only(stage, 'AWS::ApiGatewayV2::Api').DisableExecuteApiEndpoint ?? false).toBe(false);
});
