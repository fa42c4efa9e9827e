import { buildFunctions } from '../infra/build.ts';
import { PROCESS_ENVIRONMENT } from '../infra/constructs/process-environment.ts';
import type { LocalFunction } from '../infra/local/template.ts';
import type { ServiceUrls } from './services/start-services.ts';
import { measuredFunction } from './support/measured-function.ts';

/** Bundles the project's functions as they would be deployed, in a directory of the benchmark's own. */
export async function buildMeasured(outDir: string, services: ServiceUrls): Promise<Map<string, LocalFunction>> {
  const built = await buildFunctions({ outDir });
  return new Map(
    built.map(({ name, folder }) => {
      const fn = measuredFunction(name, folder, services);
      return [name, { ...fn, environment: { ...PROCESS_ENVIRONMENT, ...fn.environment } }];
    }),
  );
}
