import type { LocalFunction } from '../template.ts';
import type { CloudFormationResource } from './cloudformation.ts';
import type { Resolve } from './resolver.ts';

// Lambda's own defaults, for a function that doesn't say: https://docs.aws.amazon.com/lambda/latest/dg/configuration-function-common.html
const DEFAULT_MEMORY_MB = 128;
const DEFAULT_TIMEOUT_SECONDS = 3;

/**
 * One `AWS::Lambda::Function`.
 *
 * @param codeDirs directory by S3 key, from the asset manifest
 * @returns undefined for a function with inline code: such are the CDK's own helpers for deploying, no route leads to them
 */
export function toFunction(
  logicalId: string,
  { Properties = {} }: CloudFormationResource,
  resolve: Resolve,
  codeDirs: Map<string, string>,
): LocalFunction | undefined {
  const { S3Key } = resolve(Properties.Code) as { S3Key?: string };
  const codeDir = S3Key === undefined ? undefined : codeDirs.get(S3Key);
  if (!codeDir) return undefined;
  const { Variables = {} } = (resolve(Properties.Environment) ?? {}) as { Variables?: Record<string, unknown> };
  const { LogFormat: format, ApplicationLogLevel: level } = (Properties.LoggingConfig ?? {}) as Record<string, string>;
  return {
    logicalId,
    name: String(resolve({ Ref: logicalId })),
    arn: String(resolve({ 'Fn::GetAtt': [logicalId, 'Arn'] })),
    codeDir,
    handler: String(Properties.Handler),
    memoryMb: Number(Properties.MemorySize ?? DEFAULT_MEMORY_MB),
    timeoutMs: Number(Properties.Timeout ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
    environment: Object.fromEntries(
      Object.entries(Variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
    ),
    logging: { format, level },
  };
}
