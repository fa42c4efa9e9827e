import { afterEach, describe, expect, test } from '@jest/globals';
import { synthesise } from '../infra/synthesise.ts';
import { chargeStore } from '../support/charged-store.ts';
import { startTestExtension, type TestExtension } from '../support/extension.ts';
import { readMarkdownFiles } from '../support/markdown.ts';

const [guide] = (await readMarkdownFiles()).filter(({ path }) => path === 'docs/guides/cost.md');

/** The tables of the page, in order: the rows below the header, as cells without emphasis. */
const tables = (guide?.text.match(/(^\|.*\n)+/gm) ?? []).map((table) =>
  table
    .trim()
    .split('\n')
    .slice(2)
    .map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.replaceAll('*', '').trim()),
    ),
);
const [usage = [], prices = [], costs = [], monthly = []] = tables;
const rowOf = (table: string[][], start: string) => {
  const [, ...cells] = table.find(([name = '']) => name.startsWith(start)) ?? [];
  return cells.map(Number);
};
const KINDS = ['create_ticket', 'report_detection, new', 'report_detection, repeat'];

describe.each(KINDS.map((kind, column) => ({ kind, column })))('a million times $kind', ({ column }) => {
  const uses = (what: string) => rowOf(usage, what)[column] ?? Number.NaN;
  const price = (what: string) => rowOf(prices, what)[0] ?? Number.NaN;
  const parts = [
    ['API', uses('calls of the API') * price('a million calls')],
    ['runs', uses('runs of a function') * price('a million runs')],
    ['GB-seconds', uses('GB-seconds') * price('a million GB-seconds')],
    ['write units', uses('write units') * price('a million write units')],
    ['read units', uses('read units') * price('a million read units')],
    ['logs', uses('log, KB') * price('a GB of logs')],
  ] as const;
  const total = parts.reduce((sum, [, usd]) => sum + usd, 0);

  test.each(parts)('costs for %s what it uses times the price', (what, usd) => {
    expect(Math.abs((rowOf(costs, what)[column] ?? Number.NaN) - usd)).toBeLessThan(0.0051);
  });

  test('costs all of these together, and a thousand of them a thousandth', () => {
    expect(Math.abs((rowOf(costs, 'a million')[column] ?? Number.NaN) - total)).toBeLessThan(0.0051);
    expect(Math.abs((rowOf(costs, 'a thousand')[column] ?? Number.NaN) - total / 1000)).toBeLessThan(0.000051);
  });

  test('takes the time that is assumed for its calls to HaloPSA', () => {
    expect(uses('GB-seconds')).toBeCloseTo(0.1 + 0.3 * uses('calls to HaloPSA'), 10);
  });
});

describe('a message', () => {
  const MESSAGES = 20;
  const TEXT = 'x'.repeat(500);
  const detection = (cat: string) => ({ cat, hostname: 'WS-042', client_id: 12, details: TEXT });
  const keyOf = (index: number) => ({ key: `message-${index}` });
  const kinds: [kind: string, send: (extension: TestExtension, index: number) => Promise<{ status: number }>][] = [
    [
      'create_ticket',
      (x, i) => x.request('create_ticket', { summary: `Dump ${i}`, client_id: 12, details: TEXT }, keyOf(i)),
    ],
    ['report_detection, new', (x, i) => x.request('report_detection', detection(`Dump ${i}`), keyOf(i))],
    ['report_detection, repeat', (x, i) => x.request('report_detection', detection('Dump'), keyOf(i))],
  ];

  let extension: TestExtension;
  afterEach(() => extension.close());

  test.each(kinds)('%s uses what the page says', async (kind, send) => {
    const column = KINDS.indexOf(kind);
    const { store, units } = chargeStore(rowOf(usage, 'KB of a ticket')[column] ?? Number.NaN);
    extension = await startTestExtension({ store, env: { HALO_CALLS_PER_5_MINUTES: '300' } });
    await send(extension, 0);
    extension.halo.calls.clear();
    Object.assign(units, { write: 0, read: 0 });
    for (let index = 1; index <= MESSAGES; index += 1)
      expect(await send(extension, index)).toMatchObject({ status: 200 });

    const each = (count: number) => Math.ceil(count / MESSAGES);
    expect({
      writes: each(units.write),
      reads: each(units.read),
      calls: each(extension.halo.calls.all.length),
    }).toEqual({
      writes: rowOf(usage, 'write units')[column],
      reads: rowOf(usage, 'read units')[column],
      calls: rowOf(usage, 'calls to HaloPSA')[column],
    });

    extension.halo.calls.clear();
    Object.assign(units, { write: 0, read: 0 });
    await send(extension, MESSAGES);
    expect([units.write, units.read]).toEqual([rowOf(usage, 'a replay')[column], 0]);
    expect(extension.halo.calls.all).toEqual([]);
  });

  test('has as many secrets read as the page says: two in five minutes, and one for each organization', async () => {
    const oids = Array.from({ length: 20 }, (_, i) => `${10_000_000 + i}-2222-4333-8444-555555555555`);
    extension = await startTestExtension({ credentials: { allowed_oids: oids } });
    for (const _ of [1, 2])
      for (const oid of oids) await extension.request('lookup_client_site', { type: 'client' }, { oid });
    expect(extension.secretReads).toHaveLength(2 + oids.length);
    const [perTenThousand] = rowOf(monthly, 'reads of secrets');
    expect(perTenThousand).toBe(Math.round(((2 + 1) * 12 * 24 * 30.4) / 1_000) / 10);
  });

  test('of two kinds and one that fails publish as many metrics as the page says', async () => {
    extension = await startTestExtension();
    await extension.request('create_ticket', { summary: 'x', client_id: 12 });
    for (const _ of [1, 2]) await extension.request('report_detection', detection('Dump'));
    await extension.request('create_ticket', {});
    const series = extension.metrics.measured.flatMap(({ dimensions, values }) => {
      const entries = Object.entries(dimensions);
      const sets = entries.map((_, size) => JSON.stringify(entries.slice(0, size + 1)));
      return Object.keys(values).flatMap((name) => ['', ...sets].map((set) => name + set));
    });
    expect(new Set(series).size).toBe(rowOf(monthly, 'metrics')[0]);
  });
});

describe('a month', () => {
  const stage = synthesise();
  test.each([
    ['secrets', 'AWS::SecretsManager::Secret'],
    ['dashboards', 'AWS::CloudWatch::Dashboard'],
  ])('has as many %s as the stage', (what, type) => {
    expect(rowOf(monthly, what)[0]).toBe(stage.ofType(type).length);
  });

  // "Alarms are billed based on the number of metrics per alarm": https://aws.amazon.com/cloudwatch/pricing/
  test('has as many metrics in alarms as the stage: an alarm of several is charged for each of them', () => {
    const alarms = stage.ofType('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
    const metrics = alarms.map(({ Metrics = [{ MetricStat: {} }] }) =>
      Metrics.filter((one: object) => 'MetricStat' in one),
    );
    expect(rowOf(monthly, 'alarms')[0]).toBe(metrics.flat().length);
  });

  test('costs its number times the price, line by line and together', () => {
    const lines = monthly.filter(([name]) => name !== 'together').map((line) => line.slice(1).map(Number));
    for (const [number = 0, each = 0, usd] of lines) expect(usd).toBeCloseTo(number * each, 2);
    const sum = lines.reduce((total, [, , usd = 0]) => total + usd, 0);
    expect(rowOf(monthly, 'together')[2]).toBeCloseTo(sum, 2);
  });
});
