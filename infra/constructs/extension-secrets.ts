import { ArnFormat, RemovalPolicy, SecretValue, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { type CfnSecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { isGrantedAsFolder } from '../org-grant.ts';
import { allowKeyThrough } from './encryption-key.ts';
import type { StageProps } from './stage-props.ts';

/**
 * What a new secret holds until the operator replaces it.
 *
 * Never reword these: CloudFormation writes a changed text over the operator's credentials on the next deployment.
 * Explanations belong into the descriptions, which can change freely.
 */
const PLACEHOLDERS = {
  extension: 'Replace all of this by {"shared_secret": "the extension\'s shared secret from LimaCharlie"}',
  default:
    'Replace all of this by {"instance_url": "https://example.halopsa.com", "client_id": "from HaloPSA", "client_secret": "from HaloPSA", "allowed_oids": ["id of a LimaCharlie organization"]}',
  org: 'Replace all of this by {"instance_url": "https://example.halopsa.com", "client_id": "from HaloPSA", "client_secret": "from HaloPSA"}',
};

const HALO_OPTIONS = 'Optional: tenant, auth_url, scope, allowed_client_ids.';

const DESCRIPTIONS = {
  extension: "LimaCharlie's shared secret: shared_secret, and previous_shared_secret while it is being rotated.",
  default: `HaloPSA credentials of every LimaCharlie organization in allowed_oids ("*" for all). ${HALO_OPTIONS}`,
  org: (oid: string) => `HaloPSA credentials of LimaCharlie organization ${oid} alone. ${HALO_OPTIONS}`,
};

/** The secrets by their names under the stage's prefix, created without credentials. */
export class ExtensionSecrets extends Construct {
  readonly extensionName: string;
  readonly haloNames: readonly string[];
  readonly #extension: Secret;
  /** What of HaloPSA's credentials a function may read, as ARNs. */
  readonly #halo: readonly string[];
  /** `<prefix>/orgs/*`, where the roles don't name each organization's secret. */
  readonly #folder: string | undefined;
  readonly #key: StageProps['key'];

  constructor(scope: Construct, id: string, { config: { secretPrefix, orgOids, removalPolicy }, key }: StageProps) {
    super(scope, id);
    this.#key = key;
    Validations.of(this).acknowledge({
      id: 'AwsSolutions::AwsSolutions-SMG4',
      reason: 'Neither LimaCharlie nor HaloPSA lets a program renew these credentials; the operator rotates them.',
    });
    const add = (logicalId: string, secretName: string, description: string, placeholder: string): Secret => {
      const secret = new Secret(this, logicalId, {
        secretName,
        description,
        secretStringValue: SecretValue.unsafePlainText(JSON.stringify({ REPLACE_ME: placeholder })),
        // One that a failed deployment has just made goes with it: its name would block the next.
        removalPolicy: removalPolicy === 'retain' ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
        ...(key && { encryptionKey: key }),
      });
      // Another logical id is another secret, without the operator's credentials: it stays whatever becomes of this file.
      (secret.node.defaultChild as CfnSecret).overrideLogicalId(logicalId);
      return secret;
    };
    this.extensionName = `${secretPrefix}/extension`;
    const defaultName = `${secretPrefix}/default`;
    const folder = `${secretPrefix}/orgs`;
    this.#extension = add('ExtensionSecret', this.extensionName, DESCRIPTIONS.extension, PLACEHOLDERS.extension);
    const shared = add('DefaultSecret', defaultName, DESCRIPTIONS.default, PLACEHOLDERS.default);
    const own = orgOids.map((oid) =>
      add(`OrgSecret${oid.replaceAll('-', '')}`, `${folder}/${oid}`, DESCRIPTIONS.org(oid), PLACEHOLDERS.org),
    );
    this.#folder = isGrantedAsFolder(orgOids) ? `${folder}/*` : undefined;
    this.haloNames = [defaultName, ...(this.#folder ? [this.#folder] : orgOids.map((oid) => `${folder}/${oid}`))];
    const granted = this.#folder ? [arnOf(this.#folder, this)] : own.map(({ secretArn }) => secretArn);
    this.#halo = [shared.secretArn, ...granted];
  }

  /** The shared secret proves that a message is LimaCharlie's: only who verifies signatures may read it. */
  grantReadExtensionSecret(lambda: LambdaFunction): void {
    this.#allowRead([this.#extension.secretArn], lambda);
  }

  /** An action runs for any organization, so it may read the default's and every organization's credentials. */
  grantReadHaloCredentials(lambda: LambdaFunction): void {
    this.#allowRead(this.#halo, lambda);
    if (this.#folder === undefined) return;
    Validations.of(lambda.role ?? lambda).acknowledge({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:${this.#folder}]`,
      reason:
        'A policy has no room for the names of so many secrets, and an action runs for each of these organizations.',
    });
  }

  /** Without DescribeSecret, which the CDK's `grantRead` adds: no function asks for it. */
  #allowRead(arns: readonly string[], lambda: LambdaFunction): void {
    lambda.addToRolePolicy(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [...arns] }));
    if (this.#key) allowKeyThrough('secretsmanager', lambda, this.#key, ['kms:Decrypt']);
  }
}

const arnOf = (resourceName: string, scope: Construct): string =>
  Stack.of(scope).formatArn({
    service: 'secretsmanager',
    resource: 'secret',
    resourceName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
