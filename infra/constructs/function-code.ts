import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { OperatorError } from '../operator-error.ts';

/**
 * The bundle of one function, as `infra/build.ts` wrote it.
 *
 * @param codeRoot directory with one folder per function.
 * @throws {OperatorError} the bundle isn't there.
 */
export function functionCode(codeRoot: string, name: string): Code {
  const folder = join(codeRoot, name);
  if (!existsSync(join(folder, 'index.mjs'))) {
    throw new OperatorError(`The bundle of ${name} is missing from ${codeRoot}; run \`npm run build\` first.`);
  }
  return Code.fromAsset(folder);
}
