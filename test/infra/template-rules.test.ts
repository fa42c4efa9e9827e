import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { CloudFormationValidatePlugin } from 'aws-cdk-lib';
import { everyOption } from './every-option.ts';
import { synthesise } from './synthesise.ts';

const folder = mkdtempSync(join(tmpdir(), 'templates-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Its rules are compiled for the resource types that it meets, which takes seconds; so the stage that has them all comes first. */
const checker = new CloudFormationValidatePlugin();
const full = synthesise(everyOption);
const plain = synthesise();

/**
 * What AWS's own checker (`@aws/cloudformation-validate`, which has cfn-lint's rules and their numbers) says of a template: warnings too, which a
 * synth would let pass.
 */
function findings(text: string): string[] {
  const templatePath = join(folder, 'template.json');
  writeFileSync(templatePath, text);
  const template = { stackConstructPath: 'test', templatePath, templateFullPath: templatePath };
  const context = { templatePaths: [templatePath], stackTemplates: [template] };
  const { violations } = checker.validate(context as never);
  return violations.map(({ ruleName, severity, description }) => `${severity} ${ruleName}: ${description}`);
}

describe('the rules of CloudFormation', () => {
  test.each([
    ['with every option', full],
    ['that says nothing', plain],
  ])('find no error and no warning in a stage %s', (_, { text }) => {
    expect(findings(text)).toEqual([]);
  });

  test('would find a misspelt property', () => {
    const [first] = findings(plain.text.replaceAll('"MemorySize"', '"MemroySize"'));
    expect(first).toMatch(/^error F3002: .*'MemroySize'/);
  });

  test('would find a reference to what is not there', () => {
    const [first] = findings(plain.text.replace('{"Ref":"LedgerTable"}', '{"Ref":"LegerTable"}'));
    expect(first).toMatch(/^error .*LegerTable/);
  });

  test('name no role twice: W3005, which the checker within the CDK passes over', () => {
    for (const [, { DependsOn = [], Properties }] of full.ofType('AWS::Lambda::Function'))
      expect(DependsOn).not.toContain(Properties.Role['Fn::GetAtt'][0]);
  });
});
