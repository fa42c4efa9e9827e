import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ExtensionStack } from '../../infra/extension-stack.ts';
import { functionNames, WEBHOOK_FUNCTION } from '../../infra/function-names.ts';
import { parseStageConfig } from '../../infra/stage-config.ts';
import { newApp, registeredActions, synthesise } from './synthesise.ts';

const OID = '8cbe27f4-bfa1-4afb-ba19-138cd51389cd';
const stage = synthesise();
const configured = synthesise({
  orgOids: [OID],
  defaultOid: OID,
  allowedHaloHosts: ['a.example', 'b.example'],
  memoryMb: 512,
  logLevel: 'DEBUG',
  logRetentionDays: 7,
  reservedConcurrency: { limacharlie_webhook: 20 },
});

const traced = synthesise({ xray: true });

describe('functions', () => {
  test('are the webhook and one per registered action, and no others', () => {
    const names = stage.ofType('AWS::Lambda::Function').map(([, { Properties }]) => Properties.FunctionName);
    const expected = [WEBHOOK_FUNCTION, ...registeredActions.map(({ name }) => name)];
    expect(names.sort()).toEqual(expected.map((name) => `halopsa-limacharlie-test-${name}`).sort());
  });

  test.each(functionNames)('%s runs its bundle on arm64 and Node 24 within 29 s', (name) => {
    expect(stage.function(name).Properties).toMatchObject({
      Architectures: ['arm64'],
      Runtime: 'nodejs24.x',
      Timeout: 29,
      Handler: 'index.handler',
    });
  });

  test.each(functionNames)('%s writes JSON lines to a log group of its own that expires', (name) => {
    const { LoggingConfig } = stage.function(name).Properties;
    expect(LoggingConfig).toMatchObject({ LogFormat: 'JSON', ApplicationLogLevel: 'INFO' });
    expect(stage.get(LoggingConfig.LogGroup.Ref).Properties).toEqual({
      LogGroupName: `/aws/lambda/halopsa-limacharlie-test-${name}`,
      RetentionInDays: 30,
    });
  });

  test.each(functionNames)('%s learns from its environment where things are, and no credential', (name) => {
    const environment = configured.function(name).Properties.Environment.Variables;
    expect(environment).toEqual({
      SECRET_PREFIX: 'halopsa-limacharlie/test',
      ORG_SECRET_OIDS: OID,
      DEFAULT_OID: OID,
      ALLOWED_HALO_HOSTS: 'a.example,b.example',
      LEDGER_RETENTION_HOURS: '24',
      HALO_CALLS_PER_5_MINUTES: '300',
      ACTION_NAMES: registeredActions.map((action) => action.name).join(','),
      LEDGER_TABLE: { Ref: 'LedgerTable' },
      BUDGET_TABLE: { Ref: 'BudgetTable' },
      LOG_LEVEL: 'DEBUG',
      POWERTOOLS_METRICS_NAMESPACE: 'HaloPSA/LimaCharlie',
      NODE_OPTIONS: '--max-semi-space-size=1',
      MALLOC_ARENA_MAX: '2',
      POWERTOOLS_SERVICE_NAME: 'halopsa-limacharlie-test',
    });
  });

  test('take memory, log level, retention and reserved concurrency from the stage', () => {
    const webhook = configured.function('limacharlie_webhook').Properties;
    expect(webhook).toMatchObject({ MemorySize: 512, ReservedConcurrentExecutions: 20 });
    expect(webhook.LoggingConfig.ApplicationLogLevel).toBe('DEBUG');
    expect(configured.get(webhook.LoggingConfig.LogGroup.Ref).Properties.RetentionInDays).toBe(7);
    expect(configured.function('create_ticket').Properties).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  test.each(functionNames)('%s is not created before it may do its work', (name) => {
    const { DependsOn, Properties } = stage.function(name);
    const [policyId] = DependsOn ?? [];
    expect(stage.get(policyId ?? '').Properties.Roles).toEqual([{ Ref: Properties.Role['Fn::GetAtt'][0] }]);
  });

  test.each(functionNames)('%s is traced only where the stage wants it', (name) => {
    expect(stage.function(name).Properties).not.toHaveProperty('TracingConfig');
    expect(traced.function(name).Properties.TracingConfig).toEqual({ Mode: 'Active' });
  });

  test('a missing bundle is one sentence that says what to run', () => {
    const codeRoot = mkdtempSync(join(tmpdir(), 'no-bundles-'));
    try {
      const config = parseStageConfig('test', {});
      expect(() => new ExtensionStack(newApp(), { config, actions: registeredActions, codeRoot })).toThrow(
        `The bundle of limacharlie_webhook is missing from ${codeRoot}; run \`npm run build\` first.`,
      );
    } finally {
      rmSync(codeRoot, { recursive: true });
    }
  });
});

describe('one more action in the registry', () => {
  const grown = synthesise({}, [...registeredActions, { name: 'close_ticket', annotations: { readOnly: false } }]);

  test('brings one more function', () => {
    expect(grown.ofType('AWS::Lambda::Function')).toHaveLength(functionNames.length + 1);
    expect(grown.function('close_ticket').Properties.Runtime).toBe('nodejs24.x');
  });

  test('brings one more route', () => {
    const routes = grown.ofType('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties.RouteKey);
    expect(routes).toContain('POST /actions/close_ticket');
  });
});
