import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ActionContext } from '../../../../../lib/action/define-action.ts';
import { holding, leaveSlot, releaseSlot } from '../../../../../lib/action/occurrences/slots/release-slot.ts';
import { openerReference, openingSlot, type Slot, slotKey } from '../../../../../lib/action/occurrences/slots/slot.ts';
import { takeSlot } from '../../../../../lib/action/occurrences/slots/take-slot.ts';
import { createVirtualTime, type VirtualTime } from '../../../../support/virtual-time.ts';
import { unreachable, type WatchedStore, watchStore } from '../../../../support/watched-store.ts';

const DEADLINE_MS = 25_000;
const PK = 'dedup#o#k';
let time: VirtualTime;
let store: WatchedStore;
beforeEach(() => {
  time = createVirtualTime();
  store = watchStore();
});

/** What a message sees of its delivery. */
const message = (name: string, more: Partial<ActionContext> = {}) =>
  ({
    store,
    clock: time,
    messageId: name.repeat(64).slice(0, 64),
    deadlineAtMs: time.nowMs() + DEADLINE_MS,
    oid: 'o',
    instance: async () => 'https://halo.example',
    ...more,
  }) as ActionContext;
const take = (name: string) => takeSlot(PK, message(name));
const referenceOf = (name: string) => openerReference(message(name));
const stored = async () => (await store.get(PK)) as Slot;

async function open(slot: Slot): Promise<void> {
  await store.replace({ ...slot, state: 'open', ticketId: 7, untilMs: 0 }, slot.owner);
}

describe('a key that was never seen', () => {
  test('is taken by the first message, in one call of the table', async () => {
    expect(await take('a')).toMatchObject({ kind: 'mine', slot: { state: 'opening', lost: '', previousId: 0 } });
    expect(store.calls.map((call) => call.operation)).toEqual(['claim']);
  });

  test('is held for the delivery, and for as long as what it sent may still arrive', async () => {
    await take('a');
    expect(await stored()).toMatchObject({ untilMs: DEADLINE_MS + 2_000, reference: referenceOf('a') });
  });

  test('is taken by one of many', async () => {
    const takers = Promise.all(
      [...'abcdef'].map(async (name) => {
        const taken = await take(name);
        if (taken.kind === 'mine') await open(taken.slot);
        return taken.kind;
      }),
    );
    expect((await time.run(takers)).toSorted()).toEqual(['held', 'held', 'held', 'held', 'held', 'mine']);
  });
});

describe('a key whose ticket is being opened', () => {
  test('is waited for', async () => {
    const { slot } = await take('a');
    const second = take('b');
    await time.run(time.sleep(3_000));
    await open(slot);
    expect(await time.run(second)).toMatchObject({ kind: 'held', slot: { ticketId: 7 } });
  });

  test('is asked for ever more rarely while it is', async () => {
    await take('a');
    store.calls.length = 0;
    const second = takeSlot(PK, message('b', { deadlineAtMs: time.nowMs() + 10_000 }));
    await expect(time.run(second)).rejects.toMatchObject({ code: 'halo_timeout', retriable: true });
    expect(store.calls.length).toBeLessThan(16);
    expect(time.nowMs()).toBeLessThan(10_000);
  });

  test('is taken over where its message died, which is then looked for', async () => {
    await take('a');
    await time.run(time.sleep(DEADLINE_MS + 2_000));
    expect(await take('b')).toMatchObject({
      kind: 'mine',
      slot: { lost: referenceOf('a'), reference: referenceOf('b') },
    });
  });

  test('is taken over at once by the same message: its earlier delivery is over', async () => {
    await take('a');
    expect(await take('a')).toMatchObject({ kind: 'mine', slot: { lost: referenceOf('a') } });
  });

  test('is taken over by one of two', async () => {
    await take('a');
    await time.run(time.sleep(DEADLINE_MS + 2_000));
    const both = Promise.all(
      [...'bc'].map(async (name) => {
        const taken = await take(name);
        if (taken.kind === 'mine') await open(taken.slot);
        return taken.kind;
      }),
    );
    expect((await time.run(both)).toSorted()).toEqual(['held', 'mine']);
  });

  test('remembers each message that was lost, once', async () => {
    for (const name of 'aba') {
      await take(name);
      await time.run(time.sleep(DEADLINE_MS + 2_000));
    }
    expect((await stored()).lost.split(',').toSorted()).toEqual([referenceOf('a'), referenceOf('b')].toSorted());
  });
});

describe('a slot that is given back', () => {
  test('leaves nothing behind', async () => {
    const { slot } = await take('a');
    await releaseSlot(message('a'), slot);
    expect(await store.get(PK)).toBeUndefined();
  });

  test('leaves the tickets before, and what was lost before', async () => {
    const { slot } = await take('a');
    const before = { previousId: 5, earlierIds: '4,2', lost: 'LC-X' };
    await releaseSlot(message('a'), { ...slot, ...before });
    expect(await take('b')).toMatchObject({ kind: 'mine', slot: before });
  });

  test('is given back where the work for it fails, as that failed', async () => {
    const { slot } = await take('a');
    await expect(holding(message('a'), slot, async () => unreachable())).rejects.toMatchObject({ code: 'internal' });
    expect(await store.get(PK)).toBeUndefined();
  });

  test('is kept where the work for it succeeds', async () => {
    const { slot } = await take('a');
    expect(await holding(message('a'), slot, async () => 7)).toBe(7);
    expect(await stored()).toEqual(slot);
  });

  test('runs out by itself where the table can not be reached', async () => {
    const { slot } = await take('a');
    store.before = unreachable;
    await releaseSlot(message('a'), slot);
    await leaveSlot(message('a'), slot);
    store.before = () => {};
    expect((await stored()).untilMs).toBe(DEADLINE_MS + 2_000);
  });
});

test.each([
  [[], { previousId: 0, earlierIds: '' }],
  [[7], { previousId: 7, earlierIds: '' }],
  [[7, 5, 2], { previousId: 7, earlierIds: '5,2' }],
  [[12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1], { previousId: 12, earlierIds: '11,10,9,8,7,6,5,4,3' }],
])('a slot after the tickets %j names no more than ten, the newest', (before, expected) => {
  expect(openingSlot(PK, message('a'), before)).toMatchObject(expected);
});

test('a slot that is left in doubt is free once what was sent can be seen, and its message is looked for', async () => {
  const { slot } = await take('a');
  await leaveSlot(message('a'), slot);
  const next = await time.run(take('b'));
  expect(time.nowMs()).toBeGreaterThanOrEqual(2_000);
  expect(time.nowMs()).toBeLessThan(3_000);
  expect(next).toMatchObject({ kind: 'mine', slot: { lost: referenceOf('a') } });
});

test('a ticket that nobody asked for in more than a year is forgotten, also where the table still has it', async () => {
  const { slot } = await take('a');
  await open(slot);
  await time.run(time.sleep(401 * 24 * 3_600_000));
  expect(await take('b')).toMatchObject({ kind: 'mine', slot: { lost: '', previousId: 0 } });
});

test('keys are held apart by org, instance, client and text, and none is kept in clear', async () => {
  const fields = { client_id: 12 };
  const keys = await Promise.all([
    slotKey(message('a'), 'canary', fields),
    slotKey(message('b'), 'canary', { Client_ID: '12' }),
    slotKey(message('a', { oid: 'p' }), 'canary', fields),
    slotKey(message('a', { instance: async () => 'https://other.example' }), 'canary', fields),
    slotKey(message('a'), 'Canary', fields),
    slotKey(message('a'), 'canary', { client_id: 13 }),
    slotKey(message('a'), 'canary', {}),
    // Whose site or user it is HaloPSA knows; two of them may be of two customers.
    slotKey(message('a'), 'canary', { site_id: 18 }),
    slotKey(message('a'), 'canary', { site_id: 20 }),
    slotKey(message('a'), 'canary', { user_id: 20 }),
    slotKey(message('a'), 'canary', { site_id: null, Site_ID: ' 20 ', user_id: 41 }),
    slotKey(message('a'), 'canary', { site_id: 20, client_id: ' 12 ' }),
  ]);
  expect(new Set(keys).size).toBe(9);
  expect(keys.join()).not.toContain('anary');
});
