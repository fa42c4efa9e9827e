import { describeResource } from './attributes.ts';
import { type CloudFormationTemplate, LOCAL_ACCOUNT_ID, LOCAL_REGION } from './cloudformation.ts';

export type Resolve = (value: unknown) => unknown;

const PSEUDO_PARAMETERS: Record<string, string | undefined> = {
  'AWS::AccountId': LOCAL_ACCOUNT_ID,
  'AWS::NoValue': undefined,
  'AWS::Partition': 'aws',
  'AWS::Region': LOCAL_REGION,
  'AWS::StackName': 'local',
  'AWS::StackId': `arn:aws:cloudformation:${LOCAL_REGION}:${LOCAL_ACCOUNT_ID}:stack/local/0`,
  'AWS::URLSuffix': 'amazonaws.com',
};

/**
 * Makes a function that evaluates the intrinsic functions of one template: `Ref`, `Fn::GetAtt`, `Fn::Join`, `Fn::Sub`,
 * `Fn::Select`, `Fn::Split`. Nothing is evaluated before it is asked for, so a template may well use others where the
 * local stack doesn't look.
 *
 * @throws Error naming the reference or the function that can't be evaluated
 */
export function createResolver(template: CloudFormationTemplate): Resolve {
  const attributesOf = (logicalId: string) => {
    const resource = template.Resources[logicalId];
    if (!resource) throw new Error(`The template refers to "${logicalId}", which it does not define.`);
    return describeResource(logicalId, resource, (property) => {
      const name = resource.Properties?.[property];
      return name === undefined ? undefined : String(resolve(name));
    });
  };

  const ref = (name: string): unknown => {
    if (name in PSEUDO_PARAMETERS) return PSEUDO_PARAMETERS[name];
    const parameter = template.Parameters?.[name];
    return parameter ? parameter.Default : attributesOf(name).ref;
  };

  const getAtt = (logicalId: string, attribute: string): string => {
    const value = attributesOf(logicalId).attributes[attribute];
    if (value === undefined) throw new Error(`The local stack does not know the attribute ${logicalId}.${attribute}.`);
    return value;
  };

  const substitute = (text: string, variables: Record<string, unknown>): string =>
    text.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (name in variables) return String(resolve(variables[name]));
      const [logicalId = '', ...attribute] = name.split('.');
      return String(attribute.length > 0 ? getAtt(logicalId, attribute.join('.')) : ref(name));
    });

  const INTRINSICS: Record<string, (argument: never) => unknown> = {
    Ref: (name: string) => ref(name),
    'Fn::GetAtt': ([logicalId, attribute]: [string, string]) => getAtt(logicalId, attribute),
    'Fn::Join': ([separator, parts]: [string, unknown[]]) => (resolve(parts) as unknown[]).join(separator),
    'Fn::Sub': (argument: string | [string, Record<string, unknown>]) =>
      typeof argument === 'string' ? substitute(argument, {}) : substitute(...argument),
    'Fn::Select': ([index, list]: [number | string, unknown]) => (resolve(list) as unknown[])[Number(index)],
    'Fn::Split': ([separator, text]: [string, unknown]) => String(resolve(text)).split(separator),
  };

  function resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [name, argument] = entries.length === 1 ? (entries[0] as [string, unknown]) : ['', undefined];
    const intrinsic = INTRINSICS[name];
    if (intrinsic) return intrinsic(argument as never);
    if (name.startsWith('Fn::')) throw new Error(`The local stack does not evaluate ${name}.`);
    return Object.fromEntries(entries.map(([key, inner]) => [key, resolve(inner)]));
  }

  return resolve;
}
