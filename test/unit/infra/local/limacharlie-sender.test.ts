import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { callbackIn, deliver, packMessage, requestEnvelope } from '../../../../infra/local/limacharlie-sender.ts';
import { listen } from '../../../../infra/local/listen.ts';

const OID = '8cbe27f4-bfa1-4afb-ba19-138cd51389cd';

describe("a request's envelope", () => {
  test("has the members of LimaCharlie's", () => {
    expect(requestEnvelope({ oid: OID, action: 'create_ticket', data: { summary: 'x' }, idempotencyKey: 'k' })).toEqual(
      {
        version: 20221218,
        idempotency_key: 'k',
        request: {
          org: { oid: OID, jwt: expect.any(String), ident: expect.any(String) },
          action: 'create_ticket',
          data: { summary: 'x' },
          config: {},
          resource_state: {},
          inv_id: expect.any(String),
        },
      },
    );
  });

  test('has a key of its own unless one is given', () => {
    const key = () => requestEnvelope({ oid: OID, action: 'a', data: {} }).idempotency_key;
    expect(key()).not.toBe(key());
  });
});

describe('a packed message', () => {
  // The digest is that of openssl: printf '{"a":"ü"}' | openssl dgst -sha256 -hmac secret
  const DIGEST = '1e2f213fff320baba2bdea43cda0fef307cc4dc832059b91cd2f03592c997662';

  test('is gzip of the JSON, signed over the bytes before compression', () => {
    const { headers, body } = packMessage({ a: 'ü' }, 'secret');
    expect(gunzipSync(body).toString()).toBe('{"a":"ü"}');
    expect(headers).toEqual({
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'lc-ext-sig': DIGEST,
    });
  });
});

describe('delivery', () => {
  test.each([
    [200, '{"data":{}}'],
    [500, '{"error":"later"}'],
    [401, ''],
  ])('gives the answer back, also %i', async (status, text) => {
    const received: { signature?: unknown; digest?: string }[] = [];
    const server = createServer(async (request, response) => {
      const plain = gunzipSync(Buffer.concat(await request.toArray()));
      const digest = createHmac('sha256', 'secret').update(plain).digest('hex');
      received.push({ signature: request.headers['lc-ext-sig'], digest });
      response.writeHead(status).end(text);
    });
    const { url, close } = await listen(server);
    try {
      const delivery = await deliver(url, { heartbeat: {} }, 'secret');
      expect(delivery).toEqual({ status, text, durationMs: expect.any(Number) });
      expect(received).toEqual([{ signature: received[0]?.digest, digest: expect.any(String) }]);
    } finally {
      await close();
    }
  });
});

describe('a callback', () => {
  const callback = { in_delay_sec: 5, action: 'resume_request', state: { request: '{}' } };

  test('is what an answer asks for first', () => {
    expect(
      callbackIn(JSON.stringify({ data: {}, continuations: [callback, { ...callback, in_delay_sec: 6 }] })),
    ).toEqual(callback);
  });

  test.each(['{"data":{}}', '{"continuations":[]}', '', 'no JSON'])('is none in %j', (text) => {
    expect(callbackIn(text)).toBeUndefined();
  });
});
