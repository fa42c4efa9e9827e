import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { functionNames } from '../../infra/function-names.ts';
import type { StageInput } from '../../infra/stage-config.ts';
import { everyOption } from './every-option.ts';
import { newApp, synthesise } from './synthesise.ts';

interface Finding {
  ruleName: string;
  violatingConstructs: { constructPath: string }[];
}

/** What cdk-nag found: open findings, and those that the code acknowledges, by rule with the constructs' paths. */
function audit(input: StageInput): { open: Finding[]; acknowledged: Record<string, string[]> } {
  const app = newApp();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  synthesise(input, undefined, { app });
  const { pluginReports } = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8'));
  const [report] = pluginReports.filter(({ pluginName }: { pluginName: string }) => pluginName === 'AwsSolutions');
  const acknowledged: Record<string, string[]> = {};
  for (const { ruleName, violatingConstructs } of report.suppressedViolations as Finding[]) {
    const paths = violatingConstructs.map(({ constructPath }) =>
      constructPath.replace('halopsa-limacharlie-test/', ''),
    );
    acknowledged[ruleName] = [...(acknowledged[ruleName] ?? []), ...paths];
  }
  return { open: report.violations, acknowledged };
}

const DOOR = { 'AwsSolutions-APIG4': ['http/api/POST--/Resource'] };

describe("cdk-nag's AwsSolutions rules on a stage that says nothing", () => {
  const { open, acknowledged } = audit({});

  test('find nothing that is not acknowledged with a reason', () => {
    expect(open).toEqual([]);
  });

  test('would find exactly what is acknowledged: secrets without rotation, and the door that LimaCharlie calls', () => {
    expect(acknowledged).toEqual({
      ...DOOR,
      'AwsSolutions-SMG4': ['secrets/ExtensionSecret/Resource', 'secrets/DefaultSecret/Resource'],
    });
  });
});

describe("cdk-nag's AwsSolutions rules on a stage with every option", () => {
  const { open, acknowledged } = audit(everyOption);

  test('find nothing that is not acknowledged with a reason', () => {
    expect(open).toEqual([]);
  });

  test('would find beside that only that X-Ray takes no resource', () => {
    expect(acknowledged).toEqual({
      ...DOOR,
      'AwsSolutions-SMG4': [
        'secrets/ExtensionSecret/Resource',
        'secrets/DefaultSecret/Resource',
        'secrets/OrgSecret8cbe27f4bfa14afbba19138cd51389cd/Resource',
      ],
      'AwsSolutions-IAM5[Resource::*]': functionNames.map((name) => `functions/${name}/role/DefaultPolicy/Resource`),
    });
  });
});

describe("cdk-nag's AwsSolutions rules on a stage of so many organizations that their secrets are granted as a folder", () => {
  const orgOids = Array.from({ length: 31 }, (_, i) => `${10_000_000 + i}-2222-4333-8444-555555555555`);
  const { open, acknowledged } = audit({ orgOids });

  test('find nothing that is not acknowledged with a reason', () => {
    expect(open).toEqual([]);
  });

  test('would find beside the secrets and the door only that folder', () => {
    const folder = 'halopsa-limacharlie/test/orgs/*';
    const others = Object.entries(acknowledged).filter(
      ([rule]) => !['AwsSolutions-APIG4', 'AwsSolutions-SMG4'].includes(rule),
    );
    expect(others).toEqual([
      [
        `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:${folder}]`,
        functionNames.map((name) => `functions/${name}/role/DefaultPolicy/Resource`),
      ],
    ]);
  });
});
