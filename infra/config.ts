import { OperatorError } from './operator-error.ts';
import { parseStageConfig, type StageConfig, type StageInput } from './stage-config.ts';

/** One entry per stage that can be deployed; every field, its meaning and its default: `stage-config.ts`. */
export const stages: Record<string, StageInput> = {
  dev: { logLevel: 'DEBUG', logRetentionDays: 14, removalPolicy: 'destroy' },
  prod: { logLevel: 'INFO', logRetentionDays: 365, removalPolicy: 'retain' },
};

/**
 * The checked configuration of one stage.
 *
 * @throws {OperatorError} the stage is unknown, or a field of it is wrong.
 */
export function loadStageConfig(stage: string, configured: Record<string, unknown> = stages): StageConfig {
  if (!Object.hasOwn(configured, stage)) {
    throw new OperatorError(
      `Stage "${stage}" is not configured in infra/config.ts; choose one of ${Object.keys(configured).join(', ')}.`,
    );
  }
  return parseStageConfig(stage, configured[stage]);
}
