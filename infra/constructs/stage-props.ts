import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { StageConfig } from '../stage-config.ts';

/** What every part of a stage is built from. */
export interface StageProps {
  config: StageConfig;
  /** Encrypts what the stage stores; undefined: keys that AWS manages do. */
  key: IKey | undefined;
}
