import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type AppProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as registry from '../../functions/registry.ts';
import type { DeployedAction } from '../../infra/constructs/extension-functions.ts';
import { ExtensionStack } from '../../infra/extension-stack.ts';
import { WEBHOOK_FUNCTION } from '../../infra/function-names.ts';
import { parseStageConfig, type StageInput } from '../../infra/stage-config.ts';

export const registeredActions: readonly DeployedAction[] = Object.values(registry);

export interface Resource {
  Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation's properties have no types, and every test reads others.
  Properties: any;
  DeletionPolicy?: string;
  DependsOn?: string[];
}

/** A synthesised stage: CDK's matcher, and the same template as plain data. */
export class SynthesisedStage {
  readonly template: Template;
  readonly text: string;
  readonly #resources: Record<string, Resource>;
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  readonly #outputs: Record<string, { Value: any }>;

  constructor(stack: ExtensionStack) {
    this.template = Template.fromStack(stack);
    const json = this.template.toJSON();
    this.text = JSON.stringify(json);
    this.#outputs = json.Outputs;
    this.#resources = json.Resources;
  }

  ofType(type: string): [logicalId: string, resource: Resource][] {
    return Object.entries(this.#resources).filter(([, resource]) => resource.Type === type);
  }

  get(logicalId: string): Resource {
    const resource = this.#resources[logicalId];
    if (!resource) throw new Error(`No resource ${logicalId} in the template`);
    return resource;
  }

  output(name: string) {
    return this.#outputs[name]?.Value;
  }

  /** An output that is joined of texts and references, as it is where these have such values; else by their names. */
  outputText(name: string, values: Record<string, string> = {}): string {
    const parts: (string | { Ref: string })[] = this.output(name)['Fn::Join'][1];
    return parts.map((part) => (typeof part === 'string' ? part : (values[part.Ref] ?? part.Ref))).join('');
  }

  /** The function of that name on the wire. */
  function(name: string): Resource {
    const found = this.ofType('AWS::Lambda::Function').find(([, { Properties }]) =>
      Properties.FunctionName.endsWith(`-${name}`),
    );
    if (!found) throw new Error(`No function ${name} in the template`);
    return found[1];
  }
}

/** The feature flags that the command line reads from there, and a bare `App` doesn't. */
const { context } = JSON.parse(readFileSync(join(import.meta.dirname, '../../cdk.json'), 'utf8'));

/** CloudFormation's own rules cost 2 s per test file; `template-rules.test.ts` applies them. */
export const newApp = (props: AppProps = { builtinCloudFormationValidation: false }) => new App({ context, ...props });

/** Synthesises a stage called `test` over bundles that are empty files. */
export function synthesise(
  input: StageInput = {},
  actions = registeredActions,
  { app = newApp(), stage = 'test' } = {},
): SynthesisedStage {
  const codeRoot = mkdtempSync(join(tmpdir(), 'bundles-'));
  try {
    for (const name of [WEBHOOK_FUNCTION, ...actions.map((action) => action.name)]) {
      mkdirSync(join(codeRoot, name));
      writeFileSync(join(codeRoot, name, 'index.mjs'), '');
    }
    return new SynthesisedStage(new ExtensionStack(app, { config: parseStageConfig(stage, input), actions, codeRoot }));
  } finally {
    rmSync(codeRoot, { recursive: true });
  }
}
