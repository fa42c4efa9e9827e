import { randomBytes, randomUUID } from 'node:crypto';
import { LOCAL_ACCOUNT_ID, LOCAL_REGION } from '../template/cloudformation.ts';
import { AwsError } from './aws-error.ts';

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

interface NewValue {
  SecretString?: string;
  /** Base64. */
  SecretBinary?: string;
  ClientRequestToken?: string;
}

interface Version extends Pick<NewValue, 'SecretString' | 'SecretBinary'> {
  VersionId: string;
  /** Seconds since the epoch. */
  CreatedDate: number;
  stages: Set<string>;
}

interface Secret {
  ARN: string;
  Name: string;
  CreatedDate: number;
  versions: Map<string, Version>;
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

  function addVersion(secret: Secret, value: NewValue, stages: string[]): Version {
    const { SecretString, SecretBinary, ClientRequestToken: VersionId = randomUUID() } = value;
    if ((SecretString === undefined) === (SecretBinary === undefined))
      throw new AwsError(
        'InvalidParameterException',
        'You must provide either SecretString or SecretBinary, and not both.',
      );
    const existing = secret.versions.get(VersionId);
    if (existing && (existing.SecretString !== SecretString || existing.SecretBinary !== SecretBinary))
      throw new AwsError('ResourceExistsException', `Version ${VersionId} exists with another value.`);
    if (existing) return existing;
    const version: Version = { VersionId, SecretString, SecretBinary, CreatedDate: nowMs() / 1000, stages: new Set() };
    secret.versions.set(VersionId, version);
    for (const stage of stages) moveStage(secret, stage, version);
    return version;
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
      const version = isEmpty ? undefined : addVersion(secret, value, ['AWSCURRENT']);
      secrets.set(Name, secret);
      return { ARN: secret.ARN, Name, ...(version ? { VersionId: version.VersionId } : {}) };
    },

    PutSecretValue({ SecretId, VersionStages = ['AWSCURRENT'], ...value }) {
      const secret = find(SecretId);
      const { VersionId, stages } = addVersion(secret, value, VersionStages);
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

/** A label is on one version at a time; where AWSCURRENT leaves one, AWSPREVIOUS comes to it. */
function moveStage({ versions }: Secret, stage: string, to: Version): void {
  const from = [...versions.values()].find(({ stages }) => stages.has(stage));
  from?.stages.delete(stage);
  to.stages.add(stage);
  if (stage !== 'AWSCURRENT' || !from) return;
  for (const { stages } of versions.values()) stages.delete('AWSPREVIOUS');
  from.stages.add('AWSPREVIOUS');
}
