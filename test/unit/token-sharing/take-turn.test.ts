import { beforeEach, describe, expect, test } from '@jest/globals';
import { createMemoryStore } from '../../../lib/ledger/memory-store.ts';
import { writeToken } from '../../../lib/token-sharing/stored-token.ts';
import { type TakeTurnDeps, takeTurn } from '../../../lib/token-sharing/take-turn.ts';
import { createPlainCipher } from '../../support/plain-cipher.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { createVirtualTime } from '../../support/virtual-time.ts';
import { unreachable, watchStore } from '../../support/watched-store.ts';

const PK = 'token#a';
const token = { value: 'shared', scopes: ['all'], renewAtMs: 3_540_000 };
const sealed = { dataKey: PK, box: writeToken(token) };
const item = { pk: PK, owner: 'somebody', untilMs: 0, ttl: 3_540 };

let deps: TakeTurnDeps & {
  clock: ReturnType<typeof createTestClock>;
  cipher: ReturnType<typeof createPlainCipher>;
  store: ReturnType<typeof watchStore>;
};
let memory: ReturnType<typeof createMemoryStore>;
beforeEach(() => {
  memory = createMemoryStore();
  deps = { store: watchStore(memory), cipher: createPlainCipher(), clock: createTestClock(), random: () => 0.5 };
});
const take = (useless?: typeof token) => takeTurn(PK, useless, deps);
const put = (more: object) => void memory.items.set(PK, { ...item, ...more });
const held = () => memory.items.get(PK);
/** What the table held once the turn was taken is compared with what the taker was told. */
const expectLease = async () => expect(await take()).toEqual({ lease: held() });

describe('a token in the table', () => {
  test('is taken with one read', async () => {
    put(sealed);
    await expect(take()).resolves.toEqual({ token });
    expect(deps.store.calls.map(({ operation }) => operation)).toEqual(['get']);
  });

  test.each([
    ['is the one that failed', sealed, token],
    ['has ended by the clock', { ...sealed, ttl: 0 }, undefined],
    [
      'has ended, whatever the item’s own time says',
      { ...sealed, box: writeToken({ ...token, renewAtMs: 0 }) },
      undefined,
    ],
    ['was sealed for another item', { ...sealed, dataKey: 'token#b' }, undefined],
    ['is none', { ...sealed, box: 'not a token' }, undefined],
    ['has no key', { box: sealed.box }, undefined],
  ])('that %s is replaced by a lease', async (_, more, useless) => {
    put(more);
    const turn = await take(useless);
    expect(turn).toEqual({ lease: held() });
    expect(held()).toMatchObject({ untilMs: 1_000 });
    expect(held()).not.toHaveProperty('box');
    expect(held()?.owner).not.toBe('somebody');
  });

  test('is kept beside a failed one that is older', async () => {
    put(sealed);
    await expect(take({ ...token, value: 'failed' })).resolves.toEqual({ token });
  });
});

describe('the lease', () => {
  test('is had at once where there is nothing', async () => {
    await expectLease();
    expect(held()).toEqual({ pk: PK, owner: expect.any(String), untilMs: 1_000, ttl: 3_600 });
    expect(deps.clock.sleepsMs).toEqual([]);
  });

  test.each([
    ['was given back', 0],
    ['has run out', -1],
  ])('is had at once where one %s', async (_, untilMs) => {
    put({ untilMs });
    await expectLease();
  });

  test('goes to one alone of those who find nothing', async () => {
    const time = createVirtualTime();
    let looked = 0;
    const arrived = Promise.withResolvers<void>();
    deps.store.after = async ({ operation }) => {
      if (operation !== 'get' || ++looked > 20) return;
      if (looked === 20) arrived.resolve();
      await arrived.promise;
    };
    const all = Array.from({ length: 20 }, () => takeTurn(PK, undefined, { ...deps, clock: time }));
    await time.run(Promise.any(all));
    expect(deps.store.calls.filter(({ operation }) => operation === 'claim')).toHaveLength(20);
    put({ ...sealed });
    const turns = await time.run(Promise.all(all));
    expect(turns.filter((turn) => turn !== 'alone' && 'lease' in turn)).toHaveLength(1);
    expect(turns.filter((turn) => turn !== 'alone' && 'token' in turn)).toHaveLength(19);
  });

  test('is known for one’s own where the reply to its writing got lost', async () => {
    put({ untilMs: 0 });
    let lost = false;
    const { replace } = deps.store;
    deps.store.replace = async (next, owner) => {
      const done = await replace(next, owner);
      if (lost) return done;
      lost = true;
      return false;
    };
    const turn = await take();
    expect(turn).toMatchObject({ lease: { owner: held()?.owner } });
    expect(held()?.owner).not.toBe('somebody');
  });
});

describe('who finds that somebody asks', () => {
  test('waits for the token, longer each time', async () => {
    put({ untilMs: 1_000 });
    deps.store.before = () => {
      if (deps.clock.nowMs() >= 700) put(sealed);
    };
    await expect(take()).resolves.toEqual({ token });
    expect(deps.clock.sleepsMs).toEqual([50, 100, 200, 400]);
  });

  test('takes over from one who died, when the lease has run out', async () => {
    put({ untilMs: 1_000 });
    await expectLease();
    expect(deps.clock.nowMs()).toBeGreaterThanOrEqual(1_000);
    expect(deps.clock.nowMs()).toBeLessThan(2_000);
  });

  test('gives up within two seconds where others go on asking', async () => {
    deps.store.before = () => put({ untilMs: deps.clock.nowMs() + 1_000 });
    await expect(take()).resolves.toBe('alone');
    expect(deps.clock.nowMs()).toBeLessThanOrEqual(2_000);
  });

  test.each([0, 1])('gives up within two seconds also with chance at its end: %d', async (chance) => {
    deps.random = () => chance;
    deps.store.before = () => put({ untilMs: deps.clock.nowMs() + 1_000 });
    await expect(take()).resolves.toBe('alone');
    expect(deps.clock.nowMs()).toBeLessThanOrEqual(2_000);
  });
});

describe('what fails is told', () => {
  test.each(['get', 'claim'] as const)('by the table at %s', async (failing) => {
    deps.store.before = ({ operation }) => {
      if (operation === failing) unreachable();
    };
    await expect(take()).rejects.toMatchObject({ code: 'internal' });
  });

  test('by KMS', async () => {
    put(sealed);
    deps.cipher.before = () => {
      throw new Error('KMS');
    };
    await expect(take()).rejects.toThrow('KMS');
  });
});
