import { beforeEach, describe, expect, test } from '@jest/globals';
import { createSecretReader, type SecretReader } from '../../../lib/credentials/secret-reader.ts';
import { createTestClock, type TestClock } from '../../support/test-clock.ts';

let clock: TestClock;
let value: string | undefined;
let fetched: string[];
let stale: string[];
/** What happens between a question to Secrets Manager and its answer. */
let meanwhile: () => unknown;
let reader: SecretReader;

beforeEach(() => {
  clock = createTestClock();
  value = 'one';
  fetched = [];
  stale = [];
  meanwhile = () => {};
  const fetchSecret = async (name: string) => {
    fetched.push(name);
    await meanwhile();
    if (value === 'broken') throw new Error('unreachable');
    if (value === 'denied')
      throw new Error('no', { cause: Object.assign(new Error(), { name: 'AccessDeniedException' }) });
    return value;
  };
  reader = createSecretReader(fetchSecret, clock, (name, thrown) =>
    stale.push(`${name}: ${(thrown as Error).message}`),
  );
});

test('concurrent first readers share one call', async () => {
  const values = await Promise.all(Array.from({ length: 100 }, () => reader.read('a')));
  expect(new Set(values)).toEqual(new Set(['one']));
  expect(fetched).toEqual(['a']);
});

test('a value is kept for five minutes', async () => {
  await reader.read('a');
  value = 'two';
  clock.advance(5 * 60_000 - 1);
  expect(await reader.read('a')).toBe('one');
  clock.advance(1);
  expect(await reader.read('a')).toBe('two');
});

test('that there is none is kept as long', async () => {
  value = undefined;
  await reader.read('a');
  await reader.read('a');
  expect(fetched).toHaveLength(1);
});

test('a failure is not kept', async () => {
  value = 'broken';
  await expect(reader.read('a')).rejects.toThrow('unreachable');
  value = 'two';
  await expect(reader.read('a')).resolves.toBe('two');
});

describe('while Secrets Manager is away', () => {
  const MINUTE_MS = 60_000;
  beforeEach(async () => {
    await reader.read('a');
    value = 'broken';
    clock.advance(5 * MINUTE_MS);
  });

  test('what was read before is believed, and somebody is told', async () => {
    expect(await reader.read('a')).toBe('one');
    expect(stale).toEqual(['a: unreachable']);
  });

  test('one read in half a minute waits for it', async () => {
    for (let second = 0; second < 60; second++) {
      expect(await reader.read('a')).toBe('one');
      clock.advance(1_000);
    }
    expect(fetched).toHaveLength(3);
  });

  test('the half minute in which nobody waits begins when it has failed, however long that took', async () => {
    meanwhile = () => Promise.resolve().then(() => clock.advance(20_000));
    await reader.read('a');
    clock.advance(30_000 - 1);
    expect(await reader.read('a')).toBe('one');
    expect(fetched).toHaveLength(2);
  });

  test('for an hour, and not longer', async () => {
    clock.advance(55 * MINUTE_MS - 1);
    expect(await reader.read('a')).toBe('one');
    clock.advance(MINUTE_MS);
    await expect(reader.read('a')).rejects.toThrow('unreachable');
  });

  test('what was refused is not believed by whom it was refused to: it may have been replaced', async () => {
    reader.expire('a');
    await expect(reader.read('a')).rejects.toThrow('unreachable');
    expect(stale).toEqual([]);
  });

  test('nor by whom it is refused to right after that, without another call', async () => {
    for (let refusal = 0; refusal < 3; refusal++) {
      reader.expire('a');
      await expect(reader.read('a')).rejects.toThrow('unreachable');
      clock.advance(1_000);
    }
    expect(fetched).toHaveLength(2);
  });

  test('but it is by the others, whom one forged signature must not hold up', async () => {
    for (let refusal = 0; refusal < 3; refusal++) {
      reader.expire('a');
      await reader.read('a').catch(() => {});
      expect(await reader.read('a')).toBe('one');
    }
  });

  test('not where AWS denies it: who takes a grant away means it', async () => {
    value = 'denied';
    await expect(reader.read('a')).rejects.toThrow('no');
    value = 'broken';
    await expect(reader.read('a')).rejects.toThrow('unreachable');
  });

  test('once it is back, what it says counts', async () => {
    await reader.read('a');
    value = 'two';
    clock.advance(30_000);
    expect(await reader.read('a')).toBe('two');
    value = 'broken';
    clock.advance(5 * MINUTE_MS);
    expect(await reader.read('a')).toBe('two');
  });
});

test('names have values of their own', async () => {
  await reader.read('a');
  value = 'two';
  expect(await reader.read('b')).toBe('two');
  expect(await reader.read('a')).toBe('one');
});

test('after a refusal it is read again', async () => {
  await reader.read('a');
  clock.advance(10_000);
  value = 'two';
  reader.expire('a');
  expect(await reader.read('a')).toBe('two');
});

test('who was refused by a value that is not due yet does not believe it while it can not be read again', async () => {
  await reader.read('a');
  clock.advance(10_000);
  value = 'broken';
  reader.expire('a');
  await expect(reader.read('a')).rejects.toThrow('unreachable');
  expect(await reader.read('a')).toBe('one');
});

test('a read that fails late leaves what a newer one has read', async () => {
  const late = Promise.withResolvers<void>();
  meanwhile = () => late.promise;
  const first = reader.read('a');
  meanwhile = () => {};
  clock.advance(5 * 60_000);
  expect(await reader.read('a')).toBe('one');
  late.reject(new Error('too late'));
  await expect(first).rejects.toThrow('too late');
  expect(await reader.read('a')).toBe('one');
  expect(fetched).toHaveLength(2);
});

test('a storm of refusals is no storm of reads: a value of the last ten seconds stays', async () => {
  await reader.read('a');
  value = 'two';
  for (let second = 0; second < 60; second++) {
    for (let refusal = 0; refusal < 50; refusal++) {
      reader.expire('a');
      await reader.read('a');
    }
    clock.advance(1_000);
  }
  expect(fetched).toHaveLength(6);
});

test('to expire what was never read is nothing', async () => {
  reader.expire('never');
  expect(await reader.read('never')).toBe('one');
});

test('the oldest of more than two thousand gives way', async () => {
  for (let n = 0; n <= 2_000; n++) await reader.read(`org-${n}`);
  await reader.read('org-1');
  await reader.read('org-0');
  expect(fetched).toHaveLength(2_002);
});
