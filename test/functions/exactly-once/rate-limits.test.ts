import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  type HaloSimulator,
  SIMULATOR_CREDENTIALS,
  startHaloSimulator,
} from '../../../infra/local/halopsa-simulator/index.ts';
import { createMemoryStore } from '../../../lib/ledger/memory-store.ts';
import { OTHER_OID, startTestExtension, type TestExtension } from '../../support/extension.ts';
import { apiCalls } from '../../support/halo-calls.ts';
import { createTestClock, type TestClock } from '../../support/test-clock.ts';

let clock: TestClock;
let memory: ReturnType<typeof createMemoryStore>;
let extension: TestExtension;
let otherHalo: HaloSimulator;

/** Two organizations, each with a HaloPSA of its own. */
async function start(env: Record<string, string> = {}): Promise<void> {
  clock = createTestClock();
  memory = createMemoryStore();
  extension = await startTestExtension({ clock, store: memory, env, simulator: { nowMs: clock.nowMs } });
  otherHalo = await startHaloSimulator({ nowMs: clock.nowMs });
  const { client_id, client_secret } = SIMULATOR_CREDENTIALS;
  extension.secrets.set(`orgs/${OTHER_OID}`, JSON.stringify({ instance_url: otherHalo.url, client_id, client_secret }));
}
beforeEach(() => start());
afterEach(async () => {
  await extension.close();
  await otherHalo.close();
});

const throttle = (retryAfter?: number | string, times = 1) =>
  extension.halo.faults.add({ kind: '429', retryAfter, times, match: { path: '/api' } });
const create = (key = 'k') => extension.request('create_ticket', { summary: 's' }, { key });
const search = (headers = {}) => extension.direct('search_tickets', {}, headers);

describe('a 429 whose wait fits into the delivery', () => {
  test.each([
    ['in seconds', 7, 7_000],
    ['as a date', new Date(7_000).toUTCString(), 7_000],
    ['a second at least, where the date is over', new Date(-60_000).toUTCString(), 1_000],
  ])('is waited for as long as HaloPSA says, %s, and the work done', async (_, retryAfter, waitMs) => {
    throttle(retryAfter);
    expect((await create()).status).toBe(200);
    expect(clock.nowMs()).toBe(waitMs);
    expect(extension.halo.state.tickets).toHaveLength(1);
  });

  test('that HaloPSA does not give is a backoff', async () => {
    throttle(undefined, 2);
    expect((await create()).status).toBe(200);
    const waits = clock.sleepsMs.filter((ms) => ms > 0);
    expect(waits).toHaveLength(2);
    expect(waits[1]).toBeGreaterThan(waits[0] as number);
  });

  test('of another call is waited for too, as far as it is not over yet', async () => {
    throttle(30);
    expect((await search()).status).toBe(429);
    clock.advance(15_000);
    expect((await create()).status).toBe(200);
    expect(apiCalls(extension).at(-1)?.atMs).toBe(30_000);
  });
});

describe('a 429 whose wait is longer', () => {
  test('is told to LimaCharlie, with the wait, and to be tried again', async () => {
    throttle(120);
    expect(await create()).toMatchObject({
      status: 500,
      body: { retriable: true, error: expect.stringMatching(/rate_limited.*Send it again in 120 seconds/) },
    });
    expect(clock.nowMs()).toBe(0);
  });

  test('is told to a direct caller, with the wait in its header', async () => {
    throttle(120);
    expect(await search()).toMatchObject({
      status: 429,
      headers: { 'retry-after': '120' },
      body: { code: 'rate_limited', retriable: true },
    });
  });

  test('without a wish of HaloPSA is told with a wait all the same', async () => {
    throttle(undefined, Number.POSITIVE_INFINITY);
    const answer = await search();
    expect(answer).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });

  test('frees the key: nothing was written, and the redelivery does it', async () => {
    throttle(120);
    await create();
    expect(memory.items.size).toBe(0);
    clock.advance(120_000);
    expect((await create()).status).toBe(200);
    expect(extension.halo.state.tickets).toHaveLength(1);
  });

  test('has other calls to that HaloPSA fail at once, without sending anything', async () => {
    throttle(120);
    await search();
    const before = extension.halo.calls.all.length;
    clock.advance(20_000);
    const answers = await Promise.all([search(), create('a'), create('b')]);
    expect(answers.map(({ status }) => status)).toEqual([429, 500, 500]);
    expect(answers[0]).toMatchObject({ headers: { 'retry-after': '100' } });
    expect(extension.halo.calls.all).toHaveLength(before);
  });

  test('lets them pass again when it is over', async () => {
    throttle(120);
    await search();
    clock.advance(120_000);
    expect((await search()).status).toBe(200);
  });

  test('is a quarter of an hour at most, whatever HaloPSA says', async () => {
    throttle(999_999_999);
    expect(await search()).toMatchObject({ status: 429, headers: { 'retry-after': '900' } });
    clock.advance(15 * 60_000);
    expect((await search()).status).toBe(200);
  });

  test('is nothing to another organization with a HaloPSA of its own', async () => {
    throttle(120);
    await search();
    expect((await search({ 'x-limacharlie-oid': OTHER_OID })).status).toBe(200);
    expect(clock.nowMs()).toBe(0);
  });
});

describe('our own budget of calls', () => {
  beforeEach(async () => {
    await extension.close();
    await otherHalo.close();
    await start({ HALO_CALLS_PER_5_MINUTES: '40' });
  });

  test('is never exceeded, and says how long it is used up', async () => {
    const answers = [];
    for (let n = 0; n < 100; n++) answers.push(await search());
    expect(extension.halo.calls.all.length).toBeLessThanOrEqual(42);
    expect(extension.halo.calls.all.length).toBeGreaterThan(28);
    const refused = answers.at(-1);
    expect(refused).toMatchObject({
      status: 429,
      body: { code: 'rate_limited', detail: expect.stringContaining('budget') },
    });
    clock.advance(Number(refused?.headers['retry-after']) * 1_000);
    expect((await search()).status).toBe(200);
  });

  test('is one for each HaloPSA', async () => {
    for (let n = 0; n < 100; n++) await search();
    expect((await search({ 'x-limacharlie-oid': OTHER_OID })).status).toBe(200);
  });

  test('that is used up loses no message: it is told to come again, and done then', async () => {
    for (let n = 0; n < 100; n++) await search();
    expect(await create()).toMatchObject({ status: 500, body: { retriable: true } });
    clock.advance(332_000);
    expect((await create()).status).toBe(200);
    expect(extension.halo.state.tickets).toHaveLength(1);
  });
});
