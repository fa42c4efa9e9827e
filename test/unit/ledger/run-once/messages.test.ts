import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Message } from '../../../../lib/ledger/message.ts';
import { DEADLINE_MS, RETENTION_MS, startOnce, workThat } from '../../../support/once.ts';

let { time, memory, store, deliver, record, dieAtWork, leaveUnknown } = startOnce();
beforeEach(() => {
  ({ time, memory, store, deliver, record, dieAtWork, leaveUnknown } = startOnce());
});

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
