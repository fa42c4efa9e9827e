import { beforeEach, describe, expect, test } from '@jest/globals';
import { DEADLINE_MS, failsWith, lost, rejected, startOnce, workThat } from '../../../support/once.ts';
import { unreachable } from '../../../support/watched-store.ts';

let { time, store, logger, deliver, leaveUnknown } = startOnce();
beforeEach(() => {
  ({ time, store, logger, deliver, leaveUnknown } = startOnce());
});

describe('a table that can not be reached', () => {
  const failAt = (operation: string, when: 'before' | 'after') => {
    store[when] = (call) => call.operation === operation && unreachable();
  };

  test.each(['before', 'after'] as const)(
    'at the beginning stops the work before it starts (%s it heard)',
    async (when) => {
      failAt('claim', when);
      const work = workThat();
      await expect(deliver(work)).rejects.toMatchObject({ code: 'internal', retriable: true });
      expect(work.done).toEqual([]);
    },
  );

  test.each(['before', 'after'] as const)(
    'at taking over a doubtful message stops it too (%s it heard)',
    async (when) => {
      await leaveUnknown();
      await time.run(time.sleep(2_000));
      failAt('replace', when);
      const work = workThat();
      await expect(deliver(work)).rejects.toMatchObject({ code: 'internal', retriable: true });
      expect(work.done).toEqual([]);
    },
  );

  test('while waiting for another stops the waiting', async () => {
    void deliver(workThat({ perform: () => time.sleep(5_000).then(() => ({ id: 1 })) }));
    const second = deliver(workThat());
    await time.run(time.sleep(300));
    failAt('claim', 'before');
    await expect(time.run(second)).rejects.toMatchObject({ code: 'internal', retriable: true });
  });

  test('at the end does not take the answer from the caller, and the next delivery finds it in HaloPSA', async () => {
    failAt('replace', 'before');
    expect((await deliver(workThat())).answer).toEqual({ id: 2884 });
    expect(logger.records).toMatchObject([{ level: 'WARN', message: 'the ledger did not take the answer' }]);
    store.before = () => {};
    await time.run(time.sleep(DEADLINE_MS + 2_000));
    expect((await deliver(workThat({ reconcile: async () => ({ id: 2884 }) }))).how).toBe('reconciled');
  });

  test('at the end, where it had heard, replays all the same', async () => {
    failAt('replace', 'after');
    expect((await deliver(workThat())).answer).toEqual({ id: 2884 });
    expect((await deliver(workThat())).how).toBe('replayed');
  });

  test.each<[string, string, boolean, Error]>([
    ['nothing written', 'remove', false, rejected],
    ['perhaps written', 'replace', true, lost],
  ])('at the end of a failure keeps the failure: %s', async (_, operation, written, error) => {
    failAt(operation, 'before');
    await expect(deliver(workThat({ perform: failsWith(error), mayHaveWritten: () => written }))).rejects.toBe(error);
    expect(logger.records).toMatchObject([{ level: 'WARN', message: 'the ledger did not take the failure' }]);
    store.before = () => {};
    await time.run(time.sleep(DEADLINE_MS + 2_000));
    const next = workThat();
    await deliver(next);
    expect(next.done).toEqual(['reconcile', 'perform']);
  });
});
