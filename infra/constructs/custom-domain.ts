import { CfnOutput } from 'aws-cdk-lib';
import { DomainName, IpAddressType, SecurityPolicy } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { AaaaRecord, ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import type { StageConfig } from '../stage-config.ts';

/** A name of the operator's for the API, with its DNS records where the stage names the zone. */
export class CustomDomain extends Construct {
  readonly domainName: DomainName;

  constructor(
    scope: Construct,
    id: string,
    { name, certificateArn, hostedZone }: NonNullable<StageConfig['customDomain']>,
  ) {
    super(scope, id);
    this.domainName = new DomainName(this, 'name', {
      domainName: name,
      certificate: Certificate.fromCertificateArn(this, 'certificate', certificateArn),
      securityPolicy: SecurityPolicy.TLS_1_2,
      // By default it is reached over IPv4 alone, and an AAAA record has nothing to answer:
      // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names-ip-address-type.html
      ipAddressType: IpAddressType.DUAL_STACK,
    });
    const { regionalDomainName, regionalHostedZoneId } = this.domainName;
    if (hostedZone === undefined) {
      new CfnOutput(this, 'target', {
        value: regionalDomainName,
        description: `Where a CNAME record of ${name} has to point`,
      }).overrideLogicalId('DomainTarget');
      return;
    }
    const zone = HostedZone.fromHostedZoneAttributes(this, 'zone', {
      hostedZoneId: hostedZone.id,
      zoneName: hostedZone.name,
    });
    const target = RecordTarget.fromAlias(new ApiGatewayv2DomainProperties(regionalDomainName, regionalHostedZoneId));
    new ARecord(this, 'ipv4', { zone, recordName: name, target });
    new AaaaRecord(this, 'ipv6', { zone, recordName: name, target });
  }
}
