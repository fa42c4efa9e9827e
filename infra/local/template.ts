import { readdir, readFile } from 'node:fs/promises';
import { join, resolve as resolvePath } from 'node:path';
import type { AssetManifest, CloudFormationTemplate } from './template/cloudformation.ts';
import { createResolver } from './template/resolver.ts';
import { toFunction } from './template/to-function.ts';
import { toRoute } from './template/to-route.ts';

export interface LocalFunction {
  logicalId: string;
  name: string;
  arn: string;
  /** Absolute path of the directory that holds the bundle. */
  codeDir: string;
  handler: string;
  memoryMb: number;
  timeoutMs: number;
  environment: Record<string, string>;
  /** `LoggingConfig`, which Lambda tells the function in two reserved variables; JSON is the format with levels. */
  logging: { format?: string; level?: string };
}

export interface LocalRoute {
  /** An HTTP method, or `ANY`. */
  method: string;
  /** `/`, `/actions/create_ticket`, `/actions/{action}`, `/{proxy+}`. */
  path: string;
  functionLogicalId: string;
  authorizer: 'NONE' | 'AWS_IAM' | 'JWT' | 'CUSTOM';
  /** How long API Gateway waits for the function. */
  integrationTimeoutMs: number;
}

export interface LocalTable {
  name: string;
  /** Those of the resource's properties that DynamoDB's CreateTable takes under the same names, resolved. */
  properties: Record<string, unknown>;
}

export interface LocalTemplate {
  functions: LocalFunction[];
  routes: LocalRoute[];
  tables: LocalTable[];
  /** Of KMS. */
  keyArns: string[];
}

const CREATE_TABLE_PROPERTIES = new Set([
  'AttributeDefinitions',
  'BillingMode',
  'GlobalSecondaryIndexes',
  'KeySchema',
  'LocalSecondaryIndexes',
  'ProvisionedThroughput',
]);

/**
 * Reads what the local stack needs from a CDK output directory that holds one stack.
 *
 * @throws Error saying what is missing, where the directory has no template, several, or one that can't be served
 */
export async function readTemplate(cdkOutDir: string): Promise<LocalTemplate> {
  const templateFiles = (await readdir(cdkOutDir)).filter((file) => file.endsWith('.template.json'));
  const [templateFile] = templateFiles;
  if (!templateFile || templateFiles.length > 1)
    throw new Error(`Expected one template in ${cdkOutDir}, found ${templateFiles.length}.`);
  const template: CloudFormationTemplate = await readJson(join(cdkOutDir, templateFile));
  const manifest: AssetManifest = await readJson(join(cdkOutDir, templateFile.replace('.template.', '.assets.')));
  return parseTemplate(template, manifest, cdkOutDir);
}

/** The same, from parsed files; asset paths are relative to `cdkOutDir`. */
export function parseTemplate(
  template: CloudFormationTemplate,
  manifest: AssetManifest,
  cdkOutDir: string,
): LocalTemplate {
  const resolve = createResolver(template);
  const ofType = (...types: string[]) =>
    Object.entries(template.Resources).filter(([, resource]) => types.includes(resource.Type));
  const codeDirs = assetDirectories(manifest, cdkOutDir);
  const functions = ofType('AWS::Lambda::Function').flatMap(
    ([logicalId, resource]) => toFunction(logicalId, resource, resolve, codeDirs) ?? [],
  );
  return {
    functions,
    routes: ofType('AWS::ApiGatewayV2::Route').map(([, resource]) => toRoute(resource, template, resolve, functions)),
    tables: ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map(([logicalId, { Properties = {} }]) => ({
      name: String(resolve({ Ref: logicalId })),
      properties: Object.fromEntries(
        Object.entries(Properties).flatMap(([name, value]) =>
          CREATE_TABLE_PROPERTIES.has(name) ? [[name, resolve(value)]] : [],
        ),
      ),
    })),
    keyArns: ofType('AWS::KMS::Key').map(([logicalId]) => String(resolve({ 'Fn::GetAtt': [logicalId, 'Arn'] }))),
  };
}

function assetDirectories(manifest: AssetManifest, cdkOutDir: string): Map<string, string> {
  const files = Object.values(manifest.files ?? {});
  return new Map(
    files.flatMap(({ source, destinations }) =>
      Object.values(destinations).map(
        ({ objectKey }) => [objectKey, resolvePath(cdkOutDir, source.path ?? '')] as const,
      ),
    ),
  );
}

async function readJson<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(file, 'utf8')) as T;
}
