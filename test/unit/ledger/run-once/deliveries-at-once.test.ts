import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Work } from '../../../../lib/ledger/message.ts';
import { DEADLINE_MS, failsWith, lost, RETENTION_MS, rejected, startOnce, workThat } from '../../../support/once.ts';

let { time, store, deliver, dieAtWork } = startOnce();
beforeEach(() => {
  ({ time, store, deliver, dieAtWork } = startOnce());
});

describe('two deliveries at once', () => {
  const slow = (durationMs: number, then: Work['perform'] = async () => ({ id: 2884 })) =>
    workThat({ perform: () => time.sleep(durationMs).then(then) });

  test('work once and give one answer', async () => {
    const work = slow(3_000);
    const both = await time.run(Promise.all([deliver(work), deliver(work)]));
    expect(both).toEqual([
      { answer: { id: 2884 }, how: 'performed', isRecorded: true },
      { answer: { id: 2884 }, how: 'replayed', isRecorded: true },
    ]);
    expect(work.done).toEqual(['perform']);
  });

  test('so do twenty', async () => {
    const work = slow(3_000);
    const all = await time.run(Promise.all(Array.from({ length: 20 }, () => deliver(work))));
    expect(all.every(({ answer }) => answer.id === 2884)).toBe(true);
    expect(work.done).toEqual(['perform']);
  });

  test('the second is told to come again where the first takes longer than it may wait', async () => {
    void deliver(slow(24_000));
    const second = deliver(workThat(), { deadlineAtMs: 5_000 });
    await expect(time.run(second)).rejects.toMatchObject({ code: 'outcome_unknown', retriable: true });
    expect(time.nowMs()).toBeLessThan(5_000);
  });

  test('the second does the work where the first certainly wrote nothing', async () => {
    const first = deliver(slow(1_000, failsWith(rejected)));
    const second = workThat();
    const settled = await time.run(Promise.allSettled([first, deliver(second)]));
    expect(settled).toMatchObject([{ reason: rejected }, { value: { how: 'performed' } }]);
  });

  test('the second finds out what the first did where that is unknown', async () => {
    const first = deliver(
      workThat({ perform: () => time.sleep(1_000).then(failsWith(lost)), mayHaveWritten: () => true }),
    );
    const second = workThat({ reconcile: async () => ({ id: 7 }) });
    const settled = await time.run(Promise.allSettled([first, deliver(second)]));
    expect(settled).toMatchObject([{ reason: lost }, { value: { how: 'reconciled', answer: { id: 7 } } }]);
    expect(second.done).toEqual(['reconcile']);
  });
});

test('a delivery that outlives its lease gives its answer, and leaves the record to whoever took it over', async () => {
  const late = deliver(workThat({ perform: () => time.sleep(30_000).then(() => ({ id: 1 })) }));
  await time.run(time.sleep(DEADLINE_MS + 2_000));
  await deliver(workThat({ reconcile: async () => ({ id: 1, found: true }) }));
  expect((await time.run(late)).answer).toEqual({ id: 1 });
  expect((await deliver(workThat())).answer).toEqual({ id: 1, found: true });
});

test('an answer that is recorded while another delivery is about to take the message over stays', async () => {
  const late = deliver(workThat({ perform: () => time.sleep(30_000).then(() => ({ id: 1 })) }));
  await time.run(time.sleep(DEADLINE_MS + 2_000));
  // It has seen that the lease is over; by the time it says so, it is no longer.
  store.before = ({ operation, item }) => (operation === 'replace' && item?.state === 'started' ? late : undefined);
  const second = workThat({ reconcile: async () => ({ id: 1, found: true }) });
  expect(await time.run(deliver(second))).toEqual({ answer: { id: 1 }, how: 'replayed', isRecorded: true });
  expect(second.done).toEqual([]);
});

describe('where the reply to a write gets lost, and the write is repeated', () => {
  beforeEach(() => {
    const { replace } = store;
    store.replace = async (item, owner) => (await replace(item, owner)) && replace(item, owner);
  });

  test('an answer is recorded', async () => {
    expect((await deliver(workThat())).isRecorded).toBe(true);
  });

  test.each([
    ['whose delivery died', () => dieAtWork(), DEADLINE_MS + 2_000, ['reconcile', 'perform']],
    ['that was done so long ago that it is forgotten', () => deliver(workThat()), RETENTION_MS, ['perform']],
  ])('a message %s is taken over, and nobody waits for himself', async (_, before, laterMs, done) => {
    await before();
    await time.run(time.sleep(laterMs));
    const startedAtMs = time.nowMs();
    const work = workThat();
    expect((await time.run(deliver(work))).how).toBe('performed');
    expect(work.done).toEqual(done);
    expect(time.nowMs()).toBe(startedAtMs);
  });
});
