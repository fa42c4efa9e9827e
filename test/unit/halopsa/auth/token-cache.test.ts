import { beforeEach, describe, expect, test } from '@jest/globals';
import { type ErrorCode, ExtensionError } from '../../../../lib/errors.ts';
import type { Token } from '../../../../lib/halopsa/auth/token.ts';
import { createTokenCache, type TokenCache } from '../../../../lib/halopsa/auth/token-cache.ts';
import { createTestClock, type TestClock } from '../../../support/test-clock.ts';

let clock: TestClock;
let cache: TokenCache;
let fetches: number;

beforeEach(() => {
  clock = createTestClock();
  cache = createTokenCache(clock);
  fetches = 0;
});

const fresh = async (): Promise<Token> => ({
  value: `token-${++fetches}`,
  scopes: [],
  renewAtMs: clock.nowMs() + 3_540_000,
});
const failing = (code: ErrorCode) => async (): Promise<Token> => {
  fetches++;
  throw new ExtensionError(code, 'no');
};
const value = async (key = 'k', fetch: () => Promise<Token> = fresh) => (await cache.get(key, fetch)).value;

test('a thousand callers at once make one request', async () => {
  const values = await Promise.all(Array.from({ length: 1_000 }, () => value()));
  expect(new Set(values)).toEqual(new Set(['token-1']));
  expect(fetches).toBe(1);
});

test('each key has a token of its own', async () => {
  expect([await value('a'), await value('b'), await value('a')]).toEqual(['token-1', 'token-2', 'token-1']);
});

test('a token is kept until it is to be renewed, by the clock when it is read', async () => {
  await value();
  clock.advance(3_539_999);
  expect(await value()).toBe('token-1');
  clock.advance(1);
  expect(await value()).toBe('token-2');
});

test('a thousand callers at its end make one request', async () => {
  await value();
  clock.advance(3_540_000);
  await Promise.all(Array.from({ length: 1_000 }, () => value()));
  expect(fetches).toBe(2);
});

describe('a token that failed is dropped', () => {
  test('and the next caller gets another', async () => {
    cache.drop('k', await cache.get('k', fresh));
    expect(await value()).toBe('token-2');
  });

  test('but not the newer one that somebody else has fetched meanwhile', async () => {
    const failed = await cache.get('k', fresh);
    cache.drop('k', failed);
    await value();
    cache.drop('k', failed);
    expect(await value()).toBe('token-2');
  });

  test('under its key alone', async () => {
    const failed = await cache.get('k', fresh);
    await value('other');
    cache.drop('k', failed);
    expect(await value('other')).toBe('token-2');
  });
});

describe('who fetches a token is told of the last one', () => {
  const told: (string | undefined)[] = [];
  const telling = (useless?: Token) => {
    told.push(useless?.value);
    return fresh();
  };
  beforeEach(() => void told.splice(0));

  test('which there is none of at first', async () => {
    await cache.get('k', telling);
    expect(told).toEqual([undefined]);
  });

  test.each<[string, (token: Token) => void]>([
    ['ended', () => clock.advance(3_540_000)],
    ['failed', (token) => cache.drop('k', token)],
  ])('which %s', async (_, end) => {
    end(await cache.get('k', telling));
    await cache.get('k', telling);
    expect(told).toEqual([undefined, 'token-1']);
  });

  test('under the same key alone', async () => {
    cache.drop('k', await cache.get('k', telling));
    await cache.get('other', telling);
    expect(told).toEqual([undefined, undefined]);
  });
});

describe('a refusal', () => {
  test.each<ErrorCode>(['credentials_invalid', 'scope_missing'])(
    'as %s is remembered for half a minute',
    async (code) => {
      for (let call = 0; call < 50; call++) await expect(value('k', failing(code))).rejects.toMatchObject({ code });
      expect(fetches).toBe(1);
      clock.advance(29_999);
      await expect(value()).rejects.toMatchObject({ code });
      clock.advance(1);
      expect(await value()).toBe('token-2');
    },
  );

  test.each<ErrorCode>(['halo_unavailable', 'halo_timeout', 'rate_limited'])(
    'as %s is not: it may be over already',
    async (code) => {
      await expect(value('k', failing(code))).rejects.toMatchObject({ code });
      expect(await value()).toBe('token-2');
    },
  );

  test('that nobody foresaw is not remembered either', async () => {
    await expect(cache.get('k', () => Promise.reject(new TypeError('bug')))).rejects.toThrow('bug');
    expect(await value()).toBe('token-1');
  });

  test('reaches everybody who waits for it', async () => {
    const waiting = Array.from({ length: 20 }, () => value('k', failing('halo_unavailable')));
    expect((await Promise.allSettled(waiting)).every(({ status }) => status === 'rejected')).toBe(true);
    expect(fetches).toBe(1);
  });
});

test('the oldest of more than 2,000 tokens gives way', async () => {
  for (let key = 0; key <= 2_000; key++) await value(`k${key}`);
  await value('k1');
  expect(fetches).toBe(2_001);
  await value('k0');
  expect(fetches).toBe(2_002);
});
