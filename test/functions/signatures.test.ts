import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { OID, SHARED_SECRET, startTestExtension, type TestExtension } from '../support/extension.ts';
import { createTestClock, type TestClock } from '../support/test-clock.ts';

const REQUEST = JSON.stringify({
  version: 20221218,
  idempotency_key: 'k',
  request: {
    org: { oid: OID, jwt: 'eyJ0eXAi.e30.c2ln' },
    action: 'create_ticket',
    data: { summary: 'Ünïcode \u{1f600}' },
  },
});
const GZIP = { 'content-encoding': 'gzip' };
const sign = (body: string | Buffer, secret = SHARED_SECRET) => createHmac('sha256', secret).update(body).digest('hex');
const signature = (body: string | Buffer = REQUEST, secret = SHARED_SECRET) => ({ 'lc-ext-sig': sign(body, secret) });

let clock: TestClock;
let extension: TestExtension;
beforeEach(async () => {
  clock = createTestClock();
  extension = await startTestExtension({ clock });
});
afterEach(() => extension.close());

const tickets = () => extension.halo.state.tickets.length;
const rotate = (secret: Record<string, string>) => extension.secrets.set('extension', JSON.stringify(secret));

describe('a signed message is obeyed', () => {
  test.each<[string, string | Buffer, Record<string, string>]>([
    ['plain', REQUEST, {}],
    ['plain, in base64', Buffer.from(REQUEST), {}],
    ['gzip, in base64 as API Gateway hands it on', gzipSync(REQUEST), GZIP],
    ['gzip of the least compression', gzipSync(REQUEST, { level: 0 }), GZIP],
  ])('%s', async (_, body, headers) => {
    const { status, body: answer } = await extension.post({ body, headers: { ...headers, ...signature() } });
    expect([status, answer.data.summary]).toEqual([200, 'Ünïcode \u{1f600}']);
  });

  test('with blanks that JSON does not need: the bytes count, not the meaning', async () => {
    const spaced = REQUEST.replaceAll(':', ' : ');
    await expect(extension.post({ body: spaced, headers: signature(spaced) })).resolves.toMatchObject({ status: 200 });
    await expect(extension.post({ body: spaced, headers: signature(REQUEST) })).resolves.toMatchObject({ status: 401 });
  });
});

describe('nothing is done and nothing told without a signature', () => {
  test.each<[string, string | Buffer | undefined, Record<string, string>]>([
    ['to a message', REQUEST, {}],
    ['to a gzip message', gzipSync(REQUEST), GZIP],
    ['to nonsense', 'nonsense', GZIP],
    ['to nothing', undefined, {}],
  ])('%s: 200 and an empty body', async (_, body, headers) => {
    await expect(extension.post({ body, headers })).resolves.toMatchObject({ status: 200, text: '' });
    expect([tickets(), extension.secretReads, extension.halo.calls.all]).toEqual([0, [], []]);
  });
});

describe('a message is refused with 401', () => {
  const right = sign(REQUEST);
  test.each<[string, string]>([
    ['the signature of another secret', sign(REQUEST, 'another-secret')],
    ['the signature of another body', sign(`${REQUEST} `)],
    ['the signature of the compressed bytes', sign(gzipSync(REQUEST))],
    ['the signature in upper case', right.toUpperCase()],
    ['the signature in base64', Buffer.from(right, 'hex').toString('base64')],
    ['the signature with a prefix', `sha256=${right}`],
    ['half the signature', right.slice(0, 32)],
    ['nothing in the header', ''],
    ['the secret itself', SHARED_SECRET],
    ['the HMAC of another digest', createHmac('sha512', SHARED_SECRET).update(REQUEST).digest('hex')],
  ])('with %s', async (_, forged) => {
    for (const [body, headers] of [
      [REQUEST, {}],
      [gzipSync(REQUEST), GZIP],
    ] as const) {
      const { status, body: answer } = await extension.post({ body, headers: { ...headers, 'lc-ext-sig': forged } });
      expect([status, answer]).toEqual([
        401,
        { version: 20221218, error: 'The signature is wrong.', retriable: false },
      ]);
    }
    expect([tickets(), extension.halo.calls.all]).toEqual([0, []]);
  });

  test('a thousand forgeries are refused, and cost Secrets Manager a single call', async () => {
    for (let n = 0; n < 1_000; n++) {
      const headers = { 'lc-ext-sig': sign(`${n}`) };
      expect((await extension.post({ body: REQUEST, headers })).status).toBe(401);
    }
    expect(extension.secretReads).toEqual(['test/extension']);
  });

  test('before it is looked into: a forger learns nothing of what is wrong with it', async () => {
    const headers = { 'lc-ext-sig': '0'.repeat(64) };
    await expect(extension.post({ body: '{ not JSON', headers })).resolves.toMatchObject({ status: 401 });
  });
});

describe('while the shared secret is rotated', () => {
  const NEXT = 'the-next-shared-secret-of-many-chars';
  const post = (secret: string) =>
    extension.post({ body: '{"heartbeat":{}}', headers: signature('{"heartbeat":{}}', secret) });

  test('both the new one and the one before count', async () => {
    rotate({ shared_secret: NEXT, previous_shared_secret: SHARED_SECRET });
    expect([(await post(NEXT)).status, (await post(SHARED_SECRET)).status]).toEqual([200, 200]);
  });

  test('the new one counts at once, though the old one is cached', async () => {
    await post(SHARED_SECRET);
    clock.advance(15_000);
    rotate({ shared_secret: NEXT, previous_shared_secret: SHARED_SECRET });
    expect((await post(NEXT)).status).toBe(200);
    expect(extension.secretReads).toHaveLength(2);
  });

  test('an old one that anybody could guess is refused with the whole secret', async () => {
    rotate({ shared_secret: NEXT, previous_shared_secret: '-' });
    expect((await post('-')).status).toBe(500);
    expect(extension.logs).toContainEqual(
      expect.objectContaining({ reason: expect.stringContaining('`previous_shared_secret`') }),
    );
  });

  test.each(['', ' '])('an old one that was emptied (%j) is none, and the new one counts', async (emptied) => {
    rotate({ shared_secret: NEXT, previous_shared_secret: emptied });
    expect([(await post(NEXT)).status, (await post(SHARED_SECRET)).status]).toEqual([200, 401]);
  });

  test('the old one counts no longer than five minutes once it is gone', async () => {
    await post(SHARED_SECRET);
    rotate({ shared_secret: NEXT });
    clock.advance(5 * 60_000);
    expect([(await post(SHARED_SECRET)).status, (await post(NEXT)).status]).toEqual([401, 200]);
  });
});

describe('where the shared secret can not be had, LimaCharlie is asked to try again', () => {
  test.each<[string, string | undefined]>([
    ['since it is missing', undefined],
    ['since it is no JSON', 'canary-secret'],
    ['since it is too short', '{"shared_secret":"canary"}'],
  ])('%s', async (_, text) => {
    if (text === undefined) extension.secrets.delete('extension');
    else extension.secrets.set('extension', text);
    const answer = await extension.post({ body: REQUEST, headers: signature() });
    expect(answer).toMatchObject({ status: 500, body: { retriable: true } });
    expect(answer.text + JSON.stringify(extension.logs)).not.toContain('canary');
    expect(tickets()).toBe(0);
  });
});

describe('a body that can not be read is refused for good', () => {
  const bomb = gzipSync(Buffer.alloc(10 * 1024 * 1024 + 1, ' '));
  test.each<[string, string | Buffer, Record<string, string>]>([
    ['says gzip and is plain', REQUEST, GZIP],
    ['says gzip and is cut short', gzipSync(REQUEST).subarray(0, -4), GZIP],
    ['says gzip and is broken', gzipSync(REQUEST).fill(7, 12, 30), GZIP],
    ['is a bomb', bomb, GZIP],
    ['has an encoding that nobody sends', REQUEST, { 'content-encoding': 'br' }],
  ])('where it %s', async (_, body, headers) => {
    const answer = await extension.post({ body, headers: { ...headers, ...signature() } });
    expect(answer).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('The body '), retriable: false },
    });
    expect(extension.secretReads).toEqual([]);
  });
});
