import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { requestEnvelope } from '../../../infra/local/limacharlie-sender.ts';
import { type Answer, OID, startTestExtension, type TestExtension } from '../../support/extension.ts';
import { actions, anyJson, mutated, wrongInput } from '../../support/malformed.ts';
import { signed } from '../../support/signed.ts';

let extension: TestExtension;
beforeAll(async () => {
  extension = await startTestExtension();
});
afterEach(() => extension.halo.calls.clear());
afterAll(() => extension.close());

function expectNoCall(): void {
  expect(extension.halo.calls.all).toEqual([]);
}

/** LimaCharlie would deliver a 500 again and again, though it can't get better. */
function expectFinal({ status, body }: Answer): void {
  expect(status).toBe(400);
  expect(body).toMatchObject({ version: 20221218, error: expect.any(String), retriable: false });
  expectNoCall();
}

/** What is not wrong on purpose may be right by chance; then HaloPSA decides. */
function expectNoFault(answer: Answer): void {
  expect(answer.status).toBeLessThan(500);
  if (answer.status === 400 && String(answer.body.error).includes('invalid_input')) expectFinal(answer);
  extension.halo.calls.clear();
}

test('a request with wrong inputs is refused for good, and the sentence names each wrong field', async () => {
  await fc.assert(
    fc.asyncProperty(wrongInput, async ({ action, input, wrong }) => {
      const answer = await extension.request(action, input);
      expectFinal(answer);
      for (const field of wrong) expect(answer.body.error).toContain(`\`${field}\``);
    }),
    { numRuns: 1_500 },
  );
});

test('any JSON that is signed is answered without a fault', async () => {
  await fc.assert(
    fc.asyncProperty(anyJson, async (message) => {
      expectNoFault(await extension.deliver(message));
    }),
    { numRuns: 700 },
  );
});

test('any JSON in any member of an envelope is answered without a fault', async () => {
  const kinds = ['heartbeat', 'event', 'request', 'error_report', 'conf_validation', 'schema_request'] as const;
  const org = fc.oneof(anyJson, fc.constant({ oid: OID }));
  const member = fc.record(
    { org, action: anyJson, data: anyJson, config: anyJson, conf: anyJson, event_name: anyJson },
    { requiredKeys: [] },
  );
  const envelope = fc.record({
    kind: fc.constantFrom(...kinds),
    member: fc.oneof(member, anyJson),
    key: fc.oneof(fc.uuid(), anyJson),
  });
  await fc.assert(
    fc.asyncProperty(envelope, async ({ kind, member, key }) => {
      expectNoFault(await extension.deliver({ version: 20221218, idempotency_key: key, [kind]: member }));
    }),
    { numRuns: 1_500 },
  );
});

test('an action that does not exist is refused for good', async () => {
  const names = new Set(actions.map((action) => action.name));
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), mutated(fc.constantFrom(...names))), async (name) => {
      fc.pre(!names.has(name));
      expectFinal(await extension.request(name, { summary: 's' }));
    }),
    { numRuns: 300 },
  );
});

test('a message with bytes changed, signed as it is, is answered without a fault', async () => {
  const text = fc.constantFrom(...actions).map((action) => {
    const data = action.examples[0]?.input;
    return JSON.stringify(requestEnvelope({ oid: OID, action: action.name, data, idempotencyKey: randomUUID() }));
  });
  await fc.assert(
    fc.asyncProperty(mutated(text), async (message) => {
      expectNoFault(await extension.post(signed(message)));
    }),
    { numRuns: 1_000 },
  );
});

test('any bytes, whatever their header says of them, do nothing', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.tuple(fc.uint8Array({ maxLength: 200 }), fc.nat()).map(([plain, at]) => {
      const packed = gzipSync(plain);
      packed[at % packed.length] = (packed[at % packed.length] ?? 0) ^ 0x55;
      return packed;
    }),
  );
  const encoding = fc.constantFrom('gzip', 'GZIP', 'identity', 'br', '', 'gzip, gzip');
  const signature = fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-f]{64}$/));
  await fc.assert(
    fc.asyncProperty(bytes, encoding, signature, async (body, contentEncoding, sig) => {
      const headers = { 'content-encoding': contentEncoding, 'lc-ext-sig': sig };
      const { status } = await extension.post({ body: Buffer.from(body), headers });
      expect([400, 401]).toContain(status);
      expectNoCall();
    }),
    { numRuns: 500 },
  );
});
