import { randomUUID } from 'node:crypto';
import { AwsError } from './aws-error.ts';

/** What writes a value, by the wire's names. */
export interface NewValue {
  SecretString?: string;
  /** Base64. */
  SecretBinary?: string;
  ClientRequestToken?: string;
}

export interface Version extends Pick<NewValue, 'SecretString' | 'SecretBinary'> {
  VersionId: string;
  /** Seconds since the epoch. */
  CreatedDate: number;
  stages: Set<string>;
}

/** By their ids. */
export type Versions = Map<string, Version>;

/** The client's request token is the version's id: writing the same again changes nothing. @throws AwsError */
export function addVersion(versions: Versions, value: NewValue, stages: readonly string[], nowMs: number): Version {
  const { SecretString, SecretBinary, ClientRequestToken: VersionId = randomUUID() } = value;
  if ((SecretString === undefined) === (SecretBinary === undefined))
    throw new AwsError(
      'InvalidParameterException',
      'You must provide either SecretString or SecretBinary, and not both.',
    );
  const existing = versions.get(VersionId);
  if (existing && (existing.SecretString !== SecretString || existing.SecretBinary !== SecretBinary))
    throw new AwsError('ResourceExistsException', `Version ${VersionId} exists with another value.`);
  if (existing) return existing;
  const version: Version = { VersionId, SecretString, SecretBinary, CreatedDate: nowMs / 1000, stages: new Set() };
  versions.set(VersionId, version);
  for (const stage of stages) moveStage(versions, stage, version);
  return version;
}

/** A label is on one version at a time; where AWSCURRENT leaves one, AWSPREVIOUS comes to it. */
function moveStage(versions: Versions, stage: string, to: Version): void {
  const from = [...versions.values()].find(({ stages }) => stages.has(stage));
  from?.stages.delete(stage);
  to.stages.add(stage);
  if (stage !== 'AWSCURRENT' || !from) return;
  for (const { stages } of versions.values()) stages.delete('AWSPREVIOUS');
  from.stages.add('AWSPREVIOUS');
}
