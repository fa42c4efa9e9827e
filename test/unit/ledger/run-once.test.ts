import { beforeEach, describe, expect, test } from '@jest/globals';
import { ExtensionError } from '../../../lib/errors.ts';
import { type Message, type RunOnceDeps, runOnce, type Work } from '../../../lib/ledger/run-once.ts';
import { createMemoryLogger } from '../../support/memory-logger.ts';
import { createMemoryStore } from '../../support/memory-store.ts';
import { createVirtualTime, type VirtualTime } from '../../support/virtual-time.ts';
import { unreachable, type WatchedStore, watchStore } from '../../support/watched-store.ts';

const DEADLINE_MS = 25_000;
const RETENTION_MS = 3_600_000;

let time: VirtualTime;
let memory: ReturnType<typeof createMemoryStore>;
let store: WatchedStore;
let logger: ReturnType<typeof createMemoryLogger>;
let deps: RunOnceDeps;

beforeEach(() => {
  time = createVirtualTime();
  memory = createMemoryStore();
  store = watchStore(memory);
  logger = createMemoryLogger();
  deps = { store, clock: time, logger, retentionMs: RETENTION_MS };
});

const message = (more: Partial<Message> = {}): Message => ({
  oid: 'o',
  action: 'create_ticket',
  key: 'k',
  content: { summary: 'x', ids: [1, 2] },
  deadlineAtMs: time.nowMs() + DEADLINE_MS,
  ...more,
});

/** Work that counts how often it was done, and succeeds unless told otherwise. */
function workThat(more: Partial<Work> = {}) {
  const done: string[] = [];
  const work: Work = {
    perform: async () => {
      done.push('perform');
      return (await more.perform?.()) ?? { id: 2884 };
    },
    reconcile: async (sinceMs) => {
      done.push('reconcile');
      return more.reconcile?.(sinceMs);
    },
    mayHaveWritten: more.mayHaveWritten ?? (() => false),
  };
  return { ...work, done };
}

const deliver = (work: Work, more: Partial<Message> = {}) => runOnce(message(more), work, deps);
const record = () => [...memory.items.values()][0];
const failsWith = (error: Error) => () => Promise.reject(error);
const rejected = new ExtensionError('halo_rejected', 'Category is a mandatory field');
const lost = new ExtensionError('outcome_unknown', 'The connection failed after the write was sent.');

/** A delivery whose process ends while it works: nothing of it is heard again. */
async function dieAtWork(): Promise<void> {
  void deliver(workThat({ perform: () => new Promise(() => {}) }));
  await time.run(time.sleep(0));
}

/** A delivery that may have written, and could not find out. */
async function leaveUnknown(): Promise<void> {
  const work = workThat({ perform: failsWith(lost), mayHaveWritten: () => true });
  await expect(deliver(work)).rejects.toBe(lost);
}

describe('a message that was never seen', () => {
  test('is worked on, in two calls of the table', async () => {
    const work = workThat();
    expect(await deliver(work)).toEqual({ answer: { id: 2884 }, how: 'performed', isRecorded: true });
    expect(work.done).toEqual(['perform']);
    expect(store.calls.map((call) => call.operation)).toEqual(['claim', 'replace']);
  });

  test('is recorded before the work begins, until shortly after its deadline, and kept as long as configured', async () => {
    await dieAtWork();
    expect(record()).toMatchObject({ state: 'started', untilMs: DEADLINE_MS + 2_000, ttl: RETENTION_MS / 1000 });
    expect(record()).not.toHaveProperty('answer');
  });

  test('is recorded under neither its key nor its content in clear', async () => {
    await deliver(workThat(), { key: 'canary-key', content: { summary: 'canary-content' } });
    expect(JSON.stringify([...memory.items])).not.toContain('canary');
  });

  test.each<[string, Partial<Message>]>([
    ['of another organization', { oid: 'p' }],
    ['for another action', { action: 'add_action' }],
    ['under another key', { key: 'l' }],
  ])('%s is another message', async (_, more) => {
    await deliver(workThat());
    expect((await deliver(workThat(), more)).how).toBe('performed');
    expect(memory.items.size).toBe(2);
  });
});

describe('a message that was done', () => {
  test('gets the answer of then, in one call of the table and without any work', async () => {
    await deliver(workThat());
    store.calls.length = 0;
    const again = workThat({ perform: async () => ({ id: 1 }) });
    expect(await deliver(again)).toEqual({ answer: { id: 2884 }, how: 'replayed', isRecorded: true });
    expect(again.done).toEqual([]);
    expect(store.calls.map((call) => call.operation)).toEqual(['claim']);
  });

  test('gets it twenty times, however late', async () => {
    await deliver(workThat());
    for (let time_ = 0; time_ < 20; time_++) {
      await time.run(time.sleep(RETENTION_MS / 25));
      expect((await deliver(workThat())).how).toBe('replayed');
    }
  });

  test('is recognised whatever the order of its members', async () => {
    await deliver(workThat(), { content: { a: 1, b: { c: 2, d: 3 } } });
    expect((await deliver(workThat(), { content: { b: { d: 3, c: 2 }, a: 1 } })).how).toBe('replayed');
  });

  test('is forgotten after its time, also where the table has not removed it yet', async () => {
    await deliver(workThat());
    await time.run(time.sleep(RETENTION_MS));
    const again = workThat();
    expect((await deliver(again)).how).toBe('performed');
    expect(again.done).toEqual(['perform']);
  });

  test('and forgotten is done once by two deliveries that come at the same time', async () => {
    await deliver(workThat());
    await time.run(time.sleep(RETENTION_MS));
    const work = workThat();
    const both = await time.run(Promise.all([deliver(work), deliver(work)]));
    expect(both.map((one) => one.how).sort()).toEqual(['performed', 'replayed']);
    expect(work.done).toEqual(['perform']);
  });
});

describe('the same key with other content', () => {
  const refused = expect.objectContaining({
    code: 'invalid_input',
    retriable: false,
    message: 'The idempotency key was used before for a message with other content.',
  });

  test.each<[string, unknown]>([
    ['another value', { summary: 'y', ids: [1, 2] }],
    ['one member more', { summary: 'x', ids: [1, 2], extra: {} }],
    ['one member less', { summary: 'x' }],
    ['another order of a list', { summary: 'x', ids: [2, 1] }],
    ['another type', { summary: 'x', ids: ['1', '2'] }],
    ['nothing', null],
  ])('is refused without any work: %s', async (_, content) => {
    await deliver(workThat());
    const other = workThat();
    await expect(deliver(other, { content })).rejects.toEqual(refused);
    expect(other.done).toEqual([]);
  });

  test('is refused while the first is still at work, and does not disturb it', async () => {
    const first = deliver(workThat({ perform: () => time.sleep(1_000).then(() => ({ id: 1 })) }));
    await expect(deliver(workThat(), { content: {} })).rejects.toEqual(refused);
    expect((await time.run(first)).answer).toEqual({ id: 1 });
  });

  test('is refused where the outcome of the first is unknown', async () => {
    await leaveUnknown();
    await expect(deliver(workThat(), { content: {} })).rejects.toEqual(refused);
  });
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
  ['whose outcome is unknown', leaveUnknown, 2_000],
  ['whose process died', dieAtWork, DEADLINE_MS + 2_000],
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

  test('of two nexts one looks, and the other gets its answer', async () => {
    const next = workThat({ reconcile: () => time.sleep(500).then(() => ({ id: 7 })) });
    const both = await time.run(Promise.all([deliver(next), deliver(next)]));
    expect(both.map((one) => one.how)).toEqual(['reconciled', 'replayed']);
    expect(next.done).toEqual(['reconcile']);
  });
});

test('a delivery that outlives its lease gives its answer, and leaves the record to whoever took it over', async () => {
  const late = deliver(workThat({ perform: () => time.sleep(30_000).then(() => ({ id: 1 })) }));
  await time.run(time.sleep(DEADLINE_MS + 2_000));
  await deliver(workThat({ reconcile: async () => ({ id: 1, found: true }) }));
  expect((await time.run(late)).answer).toEqual({ id: 1 });
  expect((await deliver(workThat())).answer).toEqual({ id: 1, found: true });
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
    expect(await deliver(workThat())).toEqual({ answer: { id: 2884 }, how: 'performed', isRecorded: false });
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
