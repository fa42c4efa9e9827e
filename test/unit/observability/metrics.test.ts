import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';

const MODULE = resolve(import.meta.dirname, '../../../lib/observability/metrics.ts');

/** What a process of its own writes to standard output. */
async function linesOf(script: string): Promise<Record<string, unknown>[]> {
  const program = `
    import { createMetrics } from ${JSON.stringify(MODULE)};
    const metrics = createMetrics({ namespace: 'Test', serviceName: 'stack-dev' });
    ${script}`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
  expect(stderr).toBe('');
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

describe('a measurement', () => {
  test("is one line in CloudWatch's embedded format, with its unit", async () => {
    const [line, ...more] = await linesOf(
      `metrics.put({ dimensions: { action: 'create_ticket' }, values: { requests: 1, duration_ms: 12 } });`,
    );
    expect(more).toEqual([]);
    expect(line).toEqual({
      _aws: {
        Timestamp: expect.any(Number),
        CloudWatchMetrics: [
          {
            Namespace: 'Test',
            Dimensions: [['service'], ['service', 'action']],
            Metrics: [
              { Name: 'requests', Unit: 'Count' },
              { Name: 'duration_ms', Unit: 'Milliseconds' },
            ],
          },
        ],
      },
      service: 'stack-dev',
      action: 'create_ticket',
      requests: 1,
      duration_ms: 12,
    });
  });

  test.each([
    ['{}', [['service']]],
    [`{ halo_status: '200' }`, [['service'], ['service', 'halo_status']]],
    [`{ code: 'internal', action: 'a' }`, [['service'], ['service', 'code'], ['service', 'code', 'action']]],
  ])('with dimensions %s belongs to the service and to each narrower set', async (dimensions, sets) => {
    const [line] = await linesOf(`metrics.put({ dimensions: ${dimensions}, values: { errors: 1 } });`);
    expect(line).toMatchObject({ _aws: { CloudWatchMetrics: [{ Dimensions: sets }] } });
  });

  test('holds every value of a list, and nothing of an empty one', async () => {
    const [line] = await linesOf(
      `metrics.put({ dimensions: {}, values: { requests: 1, halo_latency_ms: [10, 30], rate_limit_wait_ms: [] } });`,
    );
    expect(line).toMatchObject({ requests: 1, halo_latency_ms: [10, 30] });
    expect(line).not.toHaveProperty('rate_limit_wait_ms');
  });

  test('leaves nothing of itself to the next', async () => {
    const [, second] = await linesOf(
      `metrics.put({ dimensions: { code: 'internal' }, values: { errors: 1 } });
       metrics.put({ dimensions: {}, values: { requests: 1 } });`,
    );
    expect(second).toEqual({ _aws: expect.anything(), service: 'stack-dev', requests: 1 });
    expect(second).toMatchObject({ _aws: { CloudWatchMetrics: [{ Dimensions: [['service']] }] } });
  });
});
