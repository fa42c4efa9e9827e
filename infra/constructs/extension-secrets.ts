import { RemovalPolicy, SecretValue, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { type CfnSecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
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
  readonly #halo: readonly Secret[];
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
        removalPolicy: removalPolicy === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
        ...(key && { encryptionKey: key }),
      });
      // Another logical id is another secret, without the operator's credentials: it stays whatever becomes of this file.
      (secret.node.defaultChild as CfnSecret).overrideLogicalId(logicalId);
      return secret;
    };
    this.extensionName = `${secretPrefix}/extension`;
    const defaultName = `${secretPrefix}/default`;
    const orgs = orgOids.map((oid) => ({ oid, name: `${secretPrefix}/orgs/${oid}` }));
    this.haloNames = [defaultName, ...orgs.map(({ name }) => name)];
    this.#extension = add('ExtensionSecret', this.extensionName, DESCRIPTIONS.extension, PLACEHOLDERS.extension);
    this.#halo = [
      add('DefaultSecret', defaultName, DESCRIPTIONS.default, PLACEHOLDERS.default),
      ...orgs.map(({ oid, name }) =>
        add(`OrgSecret${oid.replaceAll('-', '')}`, name, DESCRIPTIONS.org(oid), PLACEHOLDERS.org),
      ),
    ];
  }

  /** The shared secret proves that a message is LimaCharlie's: only who verifies signatures may read it. */
  grantReadExtensionSecret(lambda: LambdaFunction): void {
    this.#allowRead([this.#extension], lambda);
  }

  /** An action runs for any organization, so it may read the default's and every organization's credentials. */
  grantReadHaloCredentials(lambda: LambdaFunction): void {
    this.#allowRead(this.#halo, lambda);
  }

  /** Without DescribeSecret, which the CDK's `grantRead` adds: no function asks for it. */
  #allowRead(secrets: readonly Secret[], lambda: LambdaFunction): void {
    const resources = secrets.map(({ secretArn }) => secretArn);
    lambda.addToRolePolicy(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources }));
    if (this.#key) allowKeyThrough('secretsmanager', lambda, this.#key, ['kms:Decrypt']);
  }
}
