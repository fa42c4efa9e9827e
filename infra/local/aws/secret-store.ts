import { randomBytes } from 'node:crypto';
import { LOCAL_ACCOUNT_ID, LOCAL_REGION } from '../template/cloudformation.ts';
import { AwsError } from './aws-error.ts';
import { addVersion, type NewValue, type Versions } from './secret-versions.ts';

/** Requests and replies of the four operations, reduced to what concerns a secret's value: the names are the wire's. */
export interface SecretStore {
  CreateSecret(input: { Name?: string } & NewValue): { ARN: string; Name: string; VersionId?: string };
  PutSecretValue(input: { SecretId?: string; VersionStages?: string[] } & NewValue): {
    ARN: string;
    Name: string;
    VersionId: string;
    VersionStages: string[];
  };
  GetSecretValue(input: { SecretId?: string; VersionId?: string; VersionStage?: string }): Record<string, unknown>;
  DescribeSecret(input: { SecretId?: string }): Record<string, unknown>;
}

interface Secret {
  ARN: string;
  Name: string;
  CreatedDate: number;
  versions: Versions;
}

/**
 * Secrets in memory, with Secrets Manager's rules for versions: the client's request token is the version's id, writing the same
 * again changes nothing, AWSCURRENT moves to the newest and leaves AWSPREVIOUS behind. Every member throws AwsError.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
 */
export function createSecretStore(nowMs: () => number = Date.now): SecretStore {
  const secrets = new Map<string, Secret>();

  /** By name, by ARN, or by the ARN without its random ending. */
  function find(secretId: string | undefined): Secret {
    if (!secretId) throw new AwsError('ValidationException', 'SecretId must not be empty.');
    const matches = ({ ARN, Name }: Secret) => [Name, ARN, ARN.slice(0, -7)].includes(secretId);
    const found = [...secrets.values()].find(matches);
    if (!found) throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    return found;
  }

  return {
    CreateSecret({ Name, ...value }) {
      if (!Name) throw new AwsError('ValidationException', 'Name must not be empty.');
      const existing = secrets.get(Name);
      if (existing && !existing.versions.has(value.ClientRequestToken ?? ''))
        throw new AwsError(
          'ResourceExistsException',
          `The operation failed because the secret ${Name} already exists.`,
        );
      const ARN = `arn:aws:secretsmanager:${LOCAL_REGION}:${LOCAL_ACCOUNT_ID}:secret:${Name}-${randomBytes(3).toString('hex')}`;
      const secret = existing ?? { ARN, Name, CreatedDate: nowMs() / 1000, versions: new Map() };
      const isEmpty = value.SecretString === undefined && value.SecretBinary === undefined;
      const version = isEmpty ? undefined : addVersion(secret.versions, value, ['AWSCURRENT'], nowMs());
      secrets.set(Name, secret);
      return { ARN: secret.ARN, Name, ...(version ? { VersionId: version.VersionId } : {}) };
    },

    PutSecretValue({ SecretId, VersionStages = ['AWSCURRENT'], ...value }) {
      const secret = find(SecretId);
      const { VersionId, stages } = addVersion(secret.versions, value, VersionStages, nowMs());
      return { ARN: secret.ARN, Name: secret.Name, VersionId, VersionStages: [...stages] };
    },

    GetSecretValue({ SecretId, VersionId, VersionStage = VersionId ? undefined : 'AWSCURRENT' }) {
      const { ARN, Name, versions } = find(SecretId);
      const found = [...versions.values()].find(
        (version) =>
          (!VersionId || version.VersionId === VersionId) && (!VersionStage || version.stages.has(VersionStage)),
      );
      if (!found)
        throw new AwsError(
          'ResourceNotFoundException',
          `Secrets Manager can't find the specified secret value for ${VersionId ? `VersionId: ${VersionId}` : `staging label: ${VersionStage}`}`,
        );
      const { stages, ...version } = found;
      return { ARN, Name, ...version, VersionStages: [...stages] };
    },

    DescribeSecret({ SecretId }) {
      const { ARN, Name, CreatedDate, versions } = find(SecretId);
      const staged = [...versions.values()].filter(({ stages }) => stages.size > 0);
      return {
        ARN,
        Name,
        CreatedDate,
        LastChangedDate: Math.max(CreatedDate, ...[...versions.values()].map((version) => version.CreatedDate)),
        VersionIdsToStages: Object.fromEntries(staged.map(({ VersionId, stages }) => [VersionId, [...stages]])),
      };
    },
  };
}
