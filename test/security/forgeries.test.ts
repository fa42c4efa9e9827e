import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { packMessage } from '../../infra/local/limacharlie-sender.ts';
import { OID, SHARED_SECRET, startTestExtension, type TestExtension } from '../support/extension.ts';

const MESSAGE = {
  version: 20221218,
  idempotency_key: 'k',
  request: { org: { oid: OID, jwt: 'x' }, action: 'create_ticket', data: { summary: 'forged' } },
};
const BODY = Buffer.from(JSON.stringify(MESSAGE));
const RIGHT = packMessage(MESSAGE, SHARED_SECRET).headers['lc-ext-sig'] as string;
const GZIP = { 'content-encoding': 'gzip' };

let extension: TestExtension;
beforeAll(async () => {
  extension = await startTestExtension();
});
afterAll(() => extension.close());

/** The same numbers in every run. */
function numbers(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 16_807) % 2_147_483_647;
    return state % below;
  };
}

const expectNothingDone = () =>
  expect([extension.halo.state.tickets.length, extension.halo.calls.all.length]).toEqual([0, 0]);

/** Delivers each, and gives the statuses that came back. */
async function statusesOf(
  deliveries: { body: Buffer | string; headers: Record<string, string> }[],
): Promise<Set<number>> {
  const statuses = new Set<number>();
  for (const delivery of deliveries) statuses.add((await extension.post(delivery)).status);
  return statuses;
}

describe('of a thousand signatures that are not quite right, none is accepted', () => {
  const random = numbers(4_711);
  const HEX = [...'0123456789abcdef'] as const;
  const digit = () => HEX[random(16)] as string;
  const at = (i: number, text: string) => RIGHT.slice(0, i) + text + RIGHT.slice(i + 1);
  const mutate: Record<string, () => string> = {
    'with another digit': () => {
      const i = random(64);
      return at(i, HEX.filter((one) => one !== RIGHT[i])[random(15)] as string);
    },
    'with a digit less': () => at(random(64), ''),
    'with a digit more': () => at(random(64), digit() + digit()),
    'with a character that is no digit': () => at(random(64), 'gGzZ-_+/= \u0000\u0660\uff10'[random(14)] as string),
    'in another case': () =>
      RIGHT.toUpperCase()
        .slice(0, 20 + random(44))
        .padEnd(64, RIGHT),
    'turned round': () => {
      const i = 1 + random(62);
      return RIGHT.slice(i) + RIGHT.slice(0, i);
    },
    'of chance': () => Array.from({ length: 64 }, digit).join(''),
    'twice, as repeated headers arrive': () => `${RIGHT},${'0'.repeat(random(64))}`,
  };

  test.each(Object.keys(mutate))('%s', async (how) => {
    const forged = Array.from({ length: 125 }, () => mutate[how]?.() as string).filter((one) => one !== RIGHT);
    expect(forged.length).toBeGreaterThan(115);
    const deliveries = forged.map((signature, i) =>
      i % 2
        ? { body: BODY, headers: { 'lc-ext-sig': signature } }
        : { body: gzipSync(BODY), headers: { ...GZIP, 'lc-ext-sig': signature } },
    );
    expect(await statusesOf(deliveries)).toEqual(new Set([401]));
    expectNothingDone();
  });
});

/** Some bits of gzip's header and padding mean nothing: without one of them it is still the message that was signed. */
function meansTheSame(packed: Buffer): boolean {
  try {
    return gunzipSync(packed).equals(BODY);
  } catch {
    return false;
  }
}

describe('of a thousand bodies that were not signed, none is accepted under a signature that is right', () => {
  const random = numbers(815);
  const headers = { 'lc-ext-sig': RIGHT };

  test('with one bit turned', async () => {
    const bodies = Array.from({ length: 400 }, () => {
      const body = Buffer.from(BODY);
      const i = random(body.length);
      body[i] = (body[i] as number) ^ (1 << random(8));
      return body;
    });
    expect(await statusesOf(bodies.map((body) => ({ body, headers })))).toEqual(new Set([401]));
    expectNothingDone();
  });

  test('with one byte less or more', async () => {
    const bodies = Array.from({ length: 200 }, (_, n) => {
      const i = random(BODY.length);
      const more = n % 2 ? [Buffer.from([random(256)])] : [];
      return Buffer.concat([BODY.subarray(0, i), ...more, BODY.subarray(i + (n % 2 ? 0 : 1))]);
    });
    expect(await statusesOf(bodies.map((body) => ({ body, headers })))).toEqual(new Set([401]));
    expectNothingDone();
  });

  test('with one bit turned in the compressed bytes', async () => {
    const packed = gzipSync(BODY);
    const bodies = Array.from({ length: 400 }, () => {
      const body = Buffer.from(packed);
      const i = random(body.length);
      body[i] = (body[i] as number) ^ (1 << random(8));
      return body;
    }).filter((body) => !meansTheSame(body));
    expect(bodies.length).toBeGreaterThan(300);
    const statuses = await statusesOf(bodies.map((body) => ({ body, headers: { ...GZIP, ...headers } })));
    expect([...statuses].filter((status) => status !== 400 && status !== 401)).toEqual([]);
    expectNothingDone();
  });

  test('cut off at any byte', async () => {
    const packed = gzipSync(BODY);
    const bodies = Array.from(packed, (_, length) => packed.subarray(0, length));
    const statuses = await statusesOf(bodies.map((body) => ({ body, headers: { ...GZIP, ...headers } })));
    expect(statuses).toEqual(new Set([400]));
    expectNothingDone();
  });
});

describe('a bomb is refused before it can be signed or not', () => {
  const MAX = 10 * 1024 * 1024;
  const zeros = (bytes: number) => gzipSync(Buffer.alloc(bytes));
  test.each<[string, () => Buffer]>([
    ['one byte above the limit', () => zeros(MAX + 1)],
    ['of sixty-four megabytes', () => zeros(64 * 1024 * 1024)],
    ['in many members, each of them small', () => Buffer.concat(Array.from({ length: 21 }, () => zeros(MAX / 20)))],
    ['within a bomb', () => gzipSync(zeros(64 * 1024 * 1024))],
  ])('%s', async (how, bomb) => {
    const answer = await extension.post({ body: bomb(), headers: { ...GZIP, 'lc-ext-sig': RIGHT } });
    // What is compressed twice inflates once, to something small that nobody signed.
    expect(answer.status).toBe(how === 'within a bomb' ? 401 : 400);
    expectNothingDone();
  });

  test('while a body of exactly the limit is read', async () => {
    const answer = await extension.post({ body: zeros(MAX), headers: { ...GZIP, 'lc-ext-sig': RIGHT } });
    expect(answer.status).toBe(401);
  });

  test.each(['deflate', 'br', 'zstd', 'gzip, gzip', 'x-gzip'])(
    'in an encoding that LimaCharlie does not use: %s',
    async (encoding) => {
      const answer = await extension.post({
        body: zeros(1_000),
        headers: { 'content-encoding': encoding, 'lc-ext-sig': RIGHT },
      });
      expect(answer.status).toBe(400);
    },
  );
});

test('the message as it was signed is accepted: all of the above could have been', async () => {
  expect((await extension.post({ body: gzipSync(BODY), headers: { ...GZIP, 'lc-ext-sig': RIGHT } })).status).toBe(200);
  expect(extension.halo.state.tickets).toHaveLength(1);
});
