import { createDependencies, type Dependencies } from './dependencies.ts';
import { type Env, parseEnv } from './env.ts';

let shared: Dependencies | undefined;

/** The process's own, made with the first invocation. The only state of the code base that outlives a call by itself. */
export function productionDependencies(): Dependencies {
  shared ??= startProcess(parseEnv(process.env));
  return shared;
}

function startProcess(env: Env): Dependencies {
  const dependencies = createDependencies(env);
  dependencies.metrics.put({ dimensions: { function: env.AWS_LAMBDA_FUNCTION_NAME }, values: { cold_starts: 1 } });
  return dependencies;
}
