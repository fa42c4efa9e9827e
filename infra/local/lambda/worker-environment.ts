import { LOCAL_REGION } from '../template/cloudformation.ts';
import type { LocalFunction } from '../template.ts';

/** All of our own environment that a worker sees: what a process needs to run at all. */
const INHERITED = ['PATH', 'HOME', 'TZ'] as const;

/**
 * A worker's whole environment: Lambda's reserved variables, and the function's own. Nothing else of ours, so that a function can't
 * come to depend on what no Lambda has, and can't find the developer's real AWS credentials.
 *
 * @param runtimeApi host and port
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function workerEnvironment(
  fn: LocalFunction,
  runtimeApi: string,
  ours: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const inherited = INHERITED.flatMap((name) => (ours[name] === undefined ? [] : [[name, ours[name]] as const]));
  return {
    ...Object.fromEntries(inherited),
    ...fn.environment,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: 'local',
    AWS_REGION: LOCAL_REGION,
    AWS_DEFAULT_REGION: LOCAL_REGION,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${fn.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    ...(fn.logging.format ? { AWS_LAMBDA_LOG_FORMAT: fn.logging.format } : {}),
    ...(fn.logging.level ? { AWS_LAMBDA_LOG_LEVEL: fn.logging.level } : {}),
    LAMBDA_TASK_ROOT: fn.codeDir,
    _HANDLER: fn.handler,
  };
}
