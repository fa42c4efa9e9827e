import { toTable } from './markdown-table.ts';

/** A synthesised template, as far as permissions are concerned. */
export interface Template {
  Resources: Record<string, { Type: string; Properties?: Record<string, unknown> }>;
}

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
  Condition?: Record<string, Record<string, unknown>>;
}

/**
 * What each function's role may do, from the template that is deployed: functions with the same rights share their rows. Names are those of
 * any stage, so that every stage gives the same table.
 *
 * @throws Error naming a statement that this can't put into words
 */
export function permissionsTable(template: Template): string {
  const rowsByRights = new Map<string, { functions: string[]; rights: string[][] }>();
  for (const [name, roleId] of functionRoles(template)) {
    const rights = statementsOf(roleId, template).map((statement) => toCells(statement, template));
    const group = rowsByRights.get(JSON.stringify(rights)) ?? { functions: [], rights };
    group.functions.push(`\`${name}\``);
    rowsByRights.set(JSON.stringify(rights), group);
  }
  const rows = [...rowsByRights.values()].flatMap(({ functions, rights }) =>
    rights.map((cells, index) => [index === 0 ? functions.join(', ') : '', ...cells]),
  );
  return toTable(['function', 'may', 'on', 'where'], rows);
}

type Properties = Record<string, unknown>;

const ofType = (type: string, { Resources }: Template): Properties[] =>
  Object.values(Resources).flatMap(({ Type, Properties = {} }) => (Type === type ? [Properties] : []));

const functionRoles = (template: Template): [name: string, roleId: string][] =>
  ofType('AWS::Lambda::Function', template)
    .map(({ FunctionName, Role }): [string, string] => [wireName(String(FunctionName)), referenced(Role) ?? ''])
    .toSorted(([a], [b]) => (a < b ? -1 : 1));

/** Function names are `<stack>-<name on the wire>`, and only the latter has underscores. */
const wireName = (functionName: string) => functionName.slice(functionName.lastIndexOf('-') + 1);

function statementsOf(roleId: string, template: Template): Statement[] {
  const policies = ofType('AWS::IAM::Policy', template).filter(({ Roles }) =>
    (Roles as unknown[]).some((role) => referenced(role) === roleId),
  );
  return policies.flatMap(({ PolicyDocument }) => (PolicyDocument as { Statement: Statement[] }).Statement);
}

function toCells({ Effect, Action, Resource, Condition = {} }: Statement, template: Template): string[] {
  if (Effect !== 'Allow') throw new Error(`A statement that is no Allow: ${JSON.stringify(Resource)}`);
  const conditions = Object.values(Condition).flatMap((test) =>
    Object.entries(test).map(([key, values]) => `\`${key}\` is ${[values].flat().map((one) => `\`${one}\``)}`),
  );
  return [
    [Action]
      .flat()
      .map((action) => `\`${action}\``)
      .join(', '),
    [Resource]
      .flat()
      .map((resource) => describe(resource, template))
      .join(', '),
    conditions.join('; '),
  ];
}

/** The logical id that a Ref or GetAtt names. */
function referenced(value: unknown): string | undefined {
  const { Ref, 'Fn::GetAtt': attribute } = (value ?? {}) as { Ref?: string; 'Fn::GetAtt'?: string[] };
  return Ref ?? attribute?.[0];
}

function describe(resource: unknown, { Resources }: Template): string {
  const logicalId = referenced(resource) ?? '';
  const { Type, Properties = {} } = Resources[logicalId] ?? {};
  switch (Type) {
    case 'AWS::SecretsManager::Secret':
      return `the secret \`${anyPrefix(String(Properties.Name))}\``;
    case 'AWS::DynamoDB::Table':
      return `the table \`${logicalId}\``;
    case 'AWS::Logs::LogGroup':
      return 'its own log group';
    case 'AWS::KMS::Key':
      return `the key \`${logicalId}\``;
    default:
      throw new Error(`A permission on something that has no name here: ${JSON.stringify(resource)}`);
  }
}

const anyPrefix = (secretName: string) => secretName.replace(/^.*?(?=\/(extension|default|orgs\/)[^/]*$)/, '<prefix>');
