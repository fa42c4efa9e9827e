import { beforeEach, describe, expect, test } from '@jest/globals';
import { ExtensionError } from '../../../../lib/errors.ts';
import { DEADLINE_MS, failsWith, lost, rejected, startOnce, workThat } from '../../../support/once.ts';

let { time, chance, memory, deliver, record, dieAtWork, leaveUnknown } = startOnce();
beforeEach(() => {
  ({ time, chance, memory, deliver, record, dieAtWork, leaveUnknown } = startOnce());
});

describe('a delivery that certainly wrote nothing', () => {
  test('fails as its work does, and frees the key at once', async () => {
    await expect(deliver(workThat({ perform: failsWith(rejected) }))).rejects.toBe(rejected);
    expect(memory.items.size).toBe(0);
    expect((await deliver(workThat())).how).toBe('performed');
  });

  test('lets the message be corrected under the same key', async () => {
    await deliver(workThat({ perform: failsWith(rejected) })).catch(() => {});
    expect((await deliver(workThat(), { content: { summary: 'corrected' } })).how).toBe('performed');
  });
});

describe('a write that broke off', () => {
  test('is looked for at once, and found there is done', async () => {
    const work = workThat({ perform: failsWith(lost), reconcile: async () => ({ id: 2884 }) });
    expect(await deliver(work)).toEqual({ answer: { id: 2884 }, how: 'reconciled', isRecorded: true });
    expect((await deliver(workThat())).how).toBe('replayed');
  });

  test('is unknown where the look does not find it: finding nothing proves nothing', async () => {
    await leaveUnknown();
    expect(record()).toMatchObject({ state: 'unknown', untilMs: 2_000 });
  });

  test('is not looked for again before what is still on its way can be seen', async () => {
    await leaveUnknown();
    const early = workThat();
    await expect(deliver(early, { deadlineAtMs: time.nowMs() + 700 })).rejects.toMatchObject({ retriable: true });
    expect(early.done).toEqual([]);
    const patient = workThat({ reconcile: async () => ({ id: time.nowMs() }) });
    expect((await time.run(deliver(patient))).answer).toEqual({ id: 2_000 });
  });

  test('fails as it did where the look fails too', async () => {
    const down = new ExtensionError('halo_unavailable', 'down');
    const work = workThat({ perform: failsWith(lost), reconcile: failsWith(down), mayHaveWritten: () => true });
    await expect(deliver(work)).rejects.toBe(lost);
    expect(record()).toMatchObject({ state: 'unknown' });
  });

  test('is not looked for where the failure says that nothing left', async () => {
    const work = workThat({ perform: failsWith(rejected), reconcile: async () => ({ id: 1 }) });
    await expect(deliver(work)).rejects.toBe(rejected);
    expect(work.done).toEqual(['perform']);
  });
});

describe.each<[string, () => Promise<void>, number]>([
  ['whose outcome is unknown', () => leaveUnknown(), 2_000],
  ['whose process died', () => dieAtWork(), DEADLINE_MS + 2_000],
])('after a delivery %s', (_, before, doubtfulAtMs) => {
  beforeEach(async () => {
    await before();
    await time.run(time.sleep(doubtfulAtMs));
  });

  test('the next adopts what it finds, without working', async () => {
    const next = workThat({ reconcile: async () => ({ id: 7 }) });
    expect(await deliver(next)).toEqual({ answer: { id: 7 }, how: 'reconciled', isRecorded: true });
    expect(next.done).toEqual(['reconcile']);
    expect(await deliver(workThat())).toEqual({ answer: { id: 7 }, how: 'replayed', isRecorded: true });
  });

  test('the next works where it finds nothing', async () => {
    const next = workThat();
    expect((await deliver(next)).how).toBe('performed');
    expect(next.done).toEqual(['reconcile', 'perform']);
  });

  test.each([
    [0.5, DEADLINE_MS, 2_000],
    [1, DEADLINE_MS, 4_000],
    [1, 15_000, 0],
  ])(
    'the next waits a random while before it writes again: chance %d, %i ms left, %i ms',
    async (random, leftMs, waitMs) => {
      chance.random = random;
      const startedAtMs = time.nowMs();
      const asked: number[] = [];
      const perform = async () => {
        asked.push(time.nowMs() - startedAtMs);
        return { id: 1 };
      };
      await time.run(deliver(workThat({ perform }), { deadlineAtMs: startedAtMs + leftMs }));
      expect(asked).toEqual([waitMs]);
    },
  );

  test('the next looks back to when the first began, not to its own beginning', async () => {
    const asked: number[] = [];
    await time.run(time.sleep(600_000));
    await deliver(workThat({ reconcile: async (sinceMs) => void asked.push(sinceMs) }));
    expect(asked).toEqual([0]);
  });

  test('a look that fails leaves it unknown, and nothing is written', async () => {
    const limited = new ExtensionError('rate_limited', 'slow down', { retryAfterSeconds: 30 });
    const next = workThat({ reconcile: failsWith(limited) });
    await expect(deliver(next)).rejects.toMatchObject({
      code: 'outcome_unknown',
      retriable: true,
      retryAfterSeconds: 30,
      message: expect.stringContaining('slow down'),
    });
    expect(next.done).toEqual(['reconcile']);
    await time.run(time.sleep(2_000));
    expect((await deliver(workThat({ reconcile: async () => ({ id: 7 }) }))).how).toBe('reconciled');
  });

  test('a next that certainly wrote nothing leaves the doubt about the first', async () => {
    await expect(deliver(workThat({ perform: failsWith(rejected) }))).rejects.toBe(rejected);
    expect(record()).toMatchObject({ state: 'unknown', sinceMs: 0 });
  });

  test('a next that failed before it asked for a write has failed at a look: it stays unknown', async () => {
    const next = workThat({ perform: failsWith(rejected), hasAskedToWrite: () => false });
    await expect(deliver(next)).rejects.toMatchObject({
      code: 'outcome_unknown',
      message: expect.stringContaining(rejected.message),
    });
    expect(record()).toMatchObject({ state: 'unknown', sinceMs: 0 });
  });

  test('of two nexts one looks, and the other gets its answer', async () => {
    const next = workThat({ reconcile: () => time.sleep(500).then(() => ({ id: 7 })) });
    const both = await time.run(Promise.all([deliver(next), deliver(next)]));
    expect(both.map((one) => one.how)).toEqual(['reconciled', 'replayed']);
    expect(next.done).toEqual(['reconcile']);
  });
});
