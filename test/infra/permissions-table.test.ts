import { describe, expect, test } from '@jest/globals';
import { functionNames } from '../../infra/function-names.ts';
import { permissionsTable, type Template } from '../../lib/reference/permissions-table.ts';
import { readMarkdownFiles } from '../support/markdown.ts';
import { synthesise } from './synthesise.ts';

const OID = '8cbe27f4-bfa1-4afb-ba19-138cd51389cd';
const template = (input = {}): Template => JSON.parse(synthesise(input).text);
const rowsOf = (table: string) => table.split('\n').slice(2);

describe('the table of permissions', () => {
  test('in docs/security.md is that of the template (else: `npm run permissions`)', async () => {
    const [page] = (await readMarkdownFiles()).filter(({ path }) => path === 'docs/security.md');
    const [, written] =
      /<!-- permissions: .*? -->\n\n([\s\S]*?)\n\n<!-- end of permissions -->/.exec(page?.text ?? '') ?? [];
    expect(written).toBe(permissionsTable(template()));
  });

  test('is the same for every stage', () => {
    expect(permissionsTable(template({ secretPrefix: 'security/halo', removalPolicy: 'destroy' }))).toBe(
      permissionsTable(template()),
    );
  });

  test('has every function once', () => {
    const named = rowsOf(permissionsTable(template())).flatMap((row) => row.split('|')[1]?.match(/\w+/g) ?? []);
    expect(named.toSorted()).toEqual(functionNames.toSorted());
  });

  test("shows an organization's own secret where the default one is shown", () => {
    const rows = rowsOf(permissionsTable(template({ orgOids: [OID] })));
    const count = (secret: string) => rows.filter((row) => row.includes(`\`<prefix>/${secret}\``)).length;
    expect(count(`orgs/${OID}`)).toBe(count('default'));
    expect(count('extension')).toBe(1);
  });

  const withStatement = (statement: object): Template => {
    const changed = template();
    for (const { Type, Properties } of Object.values(changed.Resources))
      if (Type === 'AWS::IAM::Policy')
        (Properties as { PolicyDocument: { Statement: object[] } }).PolicyDocument.Statement.push(statement);
    return changed;
  };

  test.each([
    ['a wildcard', { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
    ['a refusal', { Effect: 'Deny', Action: 's3:GetObject', Resource: '*' }],
  ])('can not be made of %s', (_, statement) => {
    expect(() => permissionsTable(withStatement(statement))).toThrow('"*"');
  });
});
