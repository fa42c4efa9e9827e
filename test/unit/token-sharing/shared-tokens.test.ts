import { beforeEach, describe, expect, test } from '@jest/globals';
import { ExtensionError } from '../../../lib/errors.ts';
import type { ShareToken } from '../../../lib/halopsa/auth/sessions.ts';
import type { Token } from '../../../lib/halopsa/auth/token.ts';
import { createMemoryStore } from '../../../lib/ledger/memory-store.ts';
import { createSharedTokens } from '../../../lib/token-sharing/shared-tokens.ts';
import { createMemoryLogger } from '../../support/memory-logger.ts';
import { createPlainCipher, type PlainCipher } from '../../support/plain-cipher.ts';
import { createVirtualTime, type VirtualTime } from '../../support/virtual-time.ts';
import { unreachable, type WatchedStore, watchStore } from '../../support/watched-store.ts';

const KEY = 'org, addresses, client, digest of the secret, scope';
const HOUR_MS = 3_600_000;

let time: VirtualTime;
let memory: ReturnType<typeof createMemoryStore>;
let store: WatchedStore;
let cipher: PlainCipher;
let logger: ReturnType<typeof createMemoryLogger>;
let requests: number;

beforeEach(() => {
  time = createVirtualTime();
  memory = createMemoryStore();
  store = watchStore(memory);
  cipher = createPlainCipher();
  logger = createMemoryLogger();
  requests = 0;
});

const startProcess = (limitMs?: number) =>
  createSharedTokens({ store, cipher, clock: time, random: () => 0.5, logger, limitMs });
/** HaloPSA, which takes a fifth of a second. */
async function request(): Promise<Token> {
  const value = `token-${++requests}`;
  await time.sleep(200);
  return { value, scopes: ['all'], renewAtMs: time.nowMs() + HOUR_MS - 60_000 };
}
const refuse = async (): Promise<Token> => {
  requests += 1;
  throw new ExtensionError('credentials_invalid', 'no');
};
const ask = (process: ShareToken, useless?: Token, key = KEY) => time.run(process(key, request, useless));
const items = () => [...memory.items.values()];
const pass = (durationMs: number) => time.run(time.sleep(durationMs));

describe('one request', () => {
  test('serves a hundred cold processes', async () => {
    const processes = Array.from({ length: 100 }, () => startProcess());
    const tokens = await time.run(Promise.all(processes.map((process) => process(KEY, request))));
    expect(new Set(tokens.map(({ value }) => value))).toEqual(new Set(['token-1']));
    expect(requests).toBe(1);
  });

  test('serves who comes later, until a minute before the token’s end', async () => {
    const first = await ask(startProcess());
    await pass(first.renewAtMs - time.nowMs() - 1_000);
    await expect(ask(startProcess())).resolves.toEqual(first);
    await pass(1_000);
    await expect(ask(startProcess(), first)).resolves.toMatchObject({ value: 'token-2' });
  });

  test('renews it for all, when it has ended', async () => {
    const processes = Array.from({ length: 20 }, () => startProcess());
    const first = await ask(processes[0] as ShareToken);
    await pass(HOUR_MS);
    await time.run(Promise.all(processes.map((process) => process(KEY, request, first))));
    expect(requests).toBe(2);
  });

  test('renews it for all, when HaloPSA has refused it', async () => {
    const processes = Array.from({ length: 20 }, () => startProcess());
    const first = await ask(processes[0] as ShareToken);
    const tokens = await time.run(Promise.all(processes.map((process) => process(KEY, request, first))));
    expect(new Set(tokens.map(({ value }) => value))).toEqual(new Set(['token-2']));
  });

  test('is not made where the refused one has been replaced already', async () => {
    const [a, b] = [startProcess(), startProcess()];
    const first = await ask(a);
    const second = await ask(a, first);
    await expect(ask(b, first)).resolves.toEqual(second);
    expect(requests).toBe(2);
  });

  test('is made for each key, under a name that does not show it', async () => {
    await ask(startProcess());
    await expect(ask(startProcess(), undefined, 'another secret’s digest')).resolves.toMatchObject({
      value: 'token-2',
    });
    expect(items().map(({ pk }) => pk)).toEqual([
      expect.stringMatching(/^token#[0-9a-f]{64}$/),
      expect.stringMatching(/^token#[0-9a-f]{64}$/),
    ]);
  });
});

test('the item ends with its token', async () => {
  const { renewAtMs } = await ask(startProcess());
  await pass(0);
  expect(items()).toEqual([expect.objectContaining({ ttl: Math.floor(renewAtMs / 1000), untilMs: 0 })]);
});

describe('a request that HaloPSA refuses', () => {
  test('is told as it is, and the lease given back at once', async () => {
    await expect(time.run(startProcess()(KEY, refuse))).rejects.toMatchObject({ code: 'credentials_invalid' });
    await pass(0);
    expect(items()).toEqual([expect.objectContaining({ untilMs: 0 })]);
    const startedAtMs = time.nowMs();
    await ask(startProcess());
    expect(time.nowMs() - startedAtMs).toBe(200);
  });

  test('is no failure of what is shared', async () => {
    await time.run(startProcess()(KEY, refuse)).catch(() => {});
    await pass(0);
    expect(logger.records).toEqual([]);
  });
});

test('a process that died while it asked is waited for less than two seconds, and one other takes over', async () => {
  void startProcess()(KEY, () => new Promise(() => {}));
  await pass(0);
  const processes = Array.from({ length: 10 }, () => startProcess());
  const asked = processes.map((process) => process(KEY, request));
  await time.run(Promise.all(asked));
  expect(time.nowMs()).toBeLessThan(2_200);
  expect(requests).toBe(1);
});

describe('each process asks for itself', () => {
  const reasons = () => logger.records.map(({ reason }) => reason);
  const kmsFails = () => {
    throw Object.assign(new Error('not for you: token-1'), { name: 'AccessDeniedException' });
  };

  test('where the table can not be reached, and leaves it alone for half a minute', async () => {
    store.before = unreachable;
    const process = startProcess();
    for (const value of ['token-1', 'token-2']) await expect(ask(process)).resolves.toMatchObject({ value });
    expect(store.calls).toHaveLength(1);
    await pass(30_000);
    store.before = () => {};
    await ask(process);
    await expect(ask(startProcess())).resolves.toMatchObject({ value: 'token-3' });
  });

  test('where KMS makes no key', async () => {
    cipher.before = kmsFails;
    await expect(ask(startProcess())).resolves.toMatchObject({ value: 'token-1' });
    await expect(ask(startProcess())).resolves.toMatchObject({ value: 'token-2' });
    expect(reasons()).toEqual(['AccessDeniedException', 'AccessDeniedException']);
  });

  test('where KMS opens no key', async () => {
    await ask(startProcess());
    cipher.before = kmsFails;
    await expect(ask(startProcess())).resolves.toMatchObject({ value: 'token-2' });
    expect(reasons()).toEqual(['AccessDeniedException']);
  });

  test('where table or KMS hang, after a while by the machine’s own time', async () => {
    store.before = () => new Promise(() => {});
    await expect(startProcess(20)(KEY, refuse)).rejects.toMatchObject({ code: 'credentials_invalid' });
    expect(reasons()).toEqual(['TimeoutError']);
  });

  test('where the token can not be written, without waiting for that', async () => {
    store.before = ({ operation }) => operation === 'replace' && unreachable();
    await expect(ask(startProcess())).resolves.toMatchObject({ value: 'token-1' });
    await pass(0);
    expect(reasons()).toEqual(['ExtensionError']);
  });

  test('where others go on asking for more than two seconds', async () => {
    const slow = async () => {
      requests += 1;
      await time.sleep(10_000);
      throw new ExtensionError('halo_timeout', 'late');
    };
    void startProcess()(KEY, slow).catch(() => {});
    void startProcess()(KEY, slow).catch(() => {});
    await expect(time.run(startProcess()(KEY, request))).resolves.toMatchObject({ value: 'token-3' });
    expect(time.nowMs()).toBeLessThanOrEqual(2_200);
  });
});

test('a log line has the failure’s name, and nothing of its text', async () => {
  cipher.before = () => {
    throw new Error('the key is hunter2');
  };
  await ask(startProcess());
  await pass(0);
  expect(logger.records).toEqual([
    { level: 'WARN', message: 'the shared token is left alone for a while', reason: 'Error' },
  ]);
});
