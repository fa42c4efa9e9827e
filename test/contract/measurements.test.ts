import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SIGNATURE_HEADER } from '../../lib/limacharlie/signature.ts';
import { MEASUREMENTS, type Measurement } from '../../lib/observability/measurements.ts';
import { synthesise } from '../infra/synthesise.ts';
import { startTestExtension, type TestExtension } from '../support/extension.ts';
import { ROOT } from '../support/markdown.ts';
import { shownMetrics } from '../support/shown-metrics.ts';

const stage = synthesise();
const { Variables } = stage.function('create_ticket').Properties.Environment;

let extension: TestExtension;
let published: Set<string>;
beforeAll(async () => {
  extension = await startTestExtension();
  await provokeEverything(extension);
  published = await publish(extension.metrics.measured);
});
afterAll(() => extension.close());

/** Each thing that is measured, once. */
async function provokeEverything({ request, post, halo }: TestExtension): Promise<void> {
  const ticket = { summary: 'EDR: credential dump on WS-042' };
  await request('create_ticket', ticket, { key: 'key-1' });
  await request('create_ticket', ticket, { key: 'key-1' });
  halo.faults.add({ kind: 'reset-after-commit', match: { method: 'POST', path: '/api/tickets' } });
  await request('create_ticket', ticket);
  await request('create_ticket', { ...ticket, dedup_key: 'd' });
  await request('create_ticket', { ...ticket, dedup_key: 'd' });
  halo.faults.add({ kind: '429', retryAfter: 1, match: { path: '/api/tickets' } });
  await request('create_ticket', ticket);
  await post({ headers: { [SIGNATURE_HEADER]: 'wrong' }, body: '{}' });
  await request('create_ticket', {});
  await request('create_ticket', { ...ticket, teem: 'SOC' });
}

/**
 * What the deployed functions would publish of that, and of their start: as `namespace name dimensions`. In a process of its own, since the
 * library writes past `console` to standard output.
 */
async function publish(measured: readonly Measurement[]): Promise<Set<string>> {
  const program = `
    import { createMetrics } from './lib/observability/metrics.ts';
    import { productionDependencies } from './lib/runtime/production-dependencies.ts';
    productionDependencies();
    productionDependencies();
    const { POWERTOOLS_METRICS_NAMESPACE: namespace, POWERTOOLS_SERVICE_NAME: serviceName } = process.env;
    const metrics = createMetrics({ namespace, serviceName });
    for (const one of ${JSON.stringify(measured)}) metrics.put(one);`;
  const env = { ...process.env, ...Variables, LEDGER_TABLE: 'ledger', AWS_LAMBDA_FUNCTION_NAME: 'f', AWS_REGION: 'r' };
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { cwd: ROOT, env });
  const lines = (await run).stdout.split('\n').filter(Boolean);
  return new Set(
    lines.flatMap((line) => {
      const { _aws, service } = JSON.parse(line);
      expect(service).toBe('halopsa-limacharlie-test');
      const [{ Namespace, Dimensions, Metrics }] = _aws.CloudWatchMetrics;
      return Metrics.flatMap(({ Name }: { Name: string }) =>
        Dimensions.map((names: string[]) => [Namespace, Name, ...names.toSorted()].join(' ')),
      );
    }),
  );
}

describe('what the functions measure', () => {
  test.each(Object.keys(MEASUREMENTS))('%s is published', (name) => {
    expect([...published]).toContain(`HaloPSA/LimaCharlie ${name} service`);
  });

  test('is told apart by action, code, status and function, never by organization', () => {
    const dimensions = [...published].flatMap((one) => one.split(' ').slice(2));
    expect([...new Set(dimensions)].toSorted()).toEqual(['action', 'code', 'function', 'halo_status', 'service']);
  });
});

describe('what is shown', () => {
  const shown = shownMetrics(stage).filter(({ namespace }) => !namespace.startsWith('AWS/'));

  test.each(shown)('by $by: $name by $dimensions is what is published', ({ namespace, name, dimensions }) => {
    expect([...published]).toContain([namespace, name, ...dimensions.toSorted()].join(' '));
  });

  test('leaves nothing out that is measured', () => {
    const names = new Set(shown.map(({ name }) => name));
    expect(Object.keys(MEASUREMENTS).filter((name) => !names.has(name))).toEqual([]);
  });
});
