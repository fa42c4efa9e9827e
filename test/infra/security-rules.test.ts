import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { newApp, synthesise } from './synthesise.ts';

interface Finding {
  ruleName: string;
  violatingConstructs: { constructPath: string }[];
}

/** What cdk-nag found on a stage with an organization of its own: open findings, and those that the code acknowledges. */
function audit(): { open: Finding[]; acknowledged: Finding[] } {
  const app = newApp();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  synthesise({ orgOids: ['8cbe27f4-bfa1-4afb-ba19-138cd51389cd'] }, undefined, { app });
  const { pluginReports } = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8'));
  const [report] = pluginReports.filter(({ pluginName }: { pluginName: string }) => pluginName === 'AwsSolutions');
  return { open: report.violations, acknowledged: report.suppressedViolations };
}

describe("cdk-nag's AwsSolutions rules", () => {
  const { open, acknowledged } = audit();

  test('find nothing that is not acknowledged with a reason', () => {
    expect(open).toEqual([]);
  });

  test('would find exactly what is acknowledged: secrets without rotation, and the door that LimaCharlie calls', () => {
    const found = acknowledged.map(({ ruleName, violatingConstructs }) => [
      ruleName,
      violatingConstructs.map(({ constructPath }) => constructPath.replace('halopsa-limacharlie-test/', '')),
    ]);
    expect(Object.fromEntries(found)).toEqual({
      'AwsSolutions-SMG4': [
        'secrets/ExtensionSecret/Resource',
        'secrets/DefaultSecret/Resource',
        'secrets/OrgSecret8cbe27f4bfa14afbba19138cd51389cd/Resource',
      ],
      'AwsSolutions-APIG4': ['http/api/POST--/Resource'],
    });
  });
});
