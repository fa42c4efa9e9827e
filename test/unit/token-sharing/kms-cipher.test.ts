import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startKms } from '../../../infra/local/aws/start-kms.ts';
import type { Listening } from '../../../infra/local/listen.ts';
import { createKmsCipher } from '../../../lib/token-sharing/kms-cipher.ts';
import { startHttpServer, type TestServer } from '../../support/http-server.ts';
import { pointAwsTo } from '../../support/point-aws-to.ts';

const KEY = 'arn:aws:kms:us-east-1:000000000000:key/one';
const NEXT_KEY = 'arn:aws:kms:us-east-1:000000000000:key/two';

let kms: Listening;
beforeAll(async () => {
  kms = await startKms([KEY, NEXT_KEY]);
  pointAwsTo(kms.url, 1, 'KMS');
});
afterAll(() => kms.close());

const cipherOf = (keyArn = KEY, purpose = 'halopsa-token/dev') => createKmsCipher({ keyArn, purpose });
const sealFor = async (pk: string, text: string) => {
  const sealed = await cipherOf().seal(pk, Promise.resolve(text));
  if (sealed === undefined) throw new Error('nothing was sealed');
  return sealed;
};

describe('a text', () => {
  test('comes out again, in any process that may use the key', async () => {
    await expect(cipherOf().open('token#a', await sealFor('token#a', 'secret'))).resolves.toBe('secret');
  });

  test('has a key of its own', async () => {
    const [one, other] = [await sealFor('token#a', 'secret'), await sealFor('token#a', 'secret')];
    expect(one.dataKey).not.toBe(other.dataKey);
    await expect(cipherOf().open('token#a', { ...one, dataKey: other.dataKey })).resolves.toBeUndefined();
  });

  test('that does not come leaves nothing', async () => {
    await expect(cipherOf().seal('token#a', Promise.resolve(undefined))).resolves.toBeUndefined();
  });

  test.each([
    ['in another item', cipherOf(), 'token#b'],
    ['for another purpose', cipherOf(KEY, 'halopsa-token/prod'), 'token#a'],
    ['under another key', cipherOf(NEXT_KEY), 'token#a'],
  ])('does not come out %s', async (_, cipher, pk) => {
    await expect(cipher.open(pk, await sealFor('token#a', 'secret'))).resolves.toBeUndefined();
  });

  test.each(['dataKey', 'box'] as const)('does not come out once its %s was changed', async (part) => {
    const sealed = await sealFor('token#a', 'secret');
    const bytes = Buffer.from(sealed[part], 'base64');
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    const changed = { ...sealed, [part]: bytes.toString('base64') };
    await expect(cipherOf().open('token#a', changed)).resolves.toBeUndefined();
  });

  test('does not come out of a data key that is none', async () => {
    const sealed = await sealFor('token#a', 'secret');
    await expect(cipherOf().open('token#a', { ...sealed, dataKey: 'AAAA' })).resolves.toBeUndefined();
  });
});

test('what is no base64 goes to KMS as something that is, or not at all', async () => {
  const asked: string[] = [];
  const strict = await startHttpServer(async (request, response) => {
    asked.push(JSON.parse(await text(request)).CiphertextBlob);
    response.writeHead(400).end(JSON.stringify({ __type: 'InvalidCiphertextException' }));
  });
  pointAwsTo(strict.url.href, 1, 'KMS');
  await expect(cipherOf().open('token#a', { dataKey: '####', box: 'AAAA' })).resolves.toBeUndefined();
  await expect(cipherOf().open('token#a', { dataKey: 'AAA', box: 'AAAA' })).resolves.toBeUndefined();
  expect(asked).toEqual(['AAA=']);
  pointAwsTo(kms.url, 1, 'KMS');
  await strict.close();
});

describe('a KMS that can not be used is an error', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startHttpServer((request, response) => {
      const type = (request.url ?? '').split('/')[1];
      if (type === 'silence') return;
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify({ __type: type }));
    });
  });
  afterAll(async () => {
    pointAwsTo(kms.url, 1, 'KMS');
    await server.close();
  });

  const timeouts = { connectTimeoutMs: 1_000, attemptTimeoutMs: 50 };
  describe.each([
    ['AccessDeniedException', 'AccessDeniedException'],
    ['DisabledException', 'DisabledException'],
    ['NotFoundException', 'NotFoundException'],
    ['ThrottlingException', 'ThrottlingException'],
    ['silence', 'HttpFailure'],
  ])('since it answers %s', (answer, name) => {
    const cipher = () => {
      pointAwsTo(new URL(answer, server.url).href, 1, 'KMS');
      return createKmsCipher({ keyArn: KEY, purpose: 'p', timeouts });
    };

    test('sealing', async () => {
      await expect(cipher().seal('token#a', Promise.resolve('x'))).rejects.toMatchObject({ name });
    });

    test('opening', async () => {
      await expect(cipher().open('token#a', { dataKey: 'AAAA', box: 'AAAA' })).rejects.toMatchObject({ name });
    });
  });
});

test('a key that is not there is an error', async () => {
  await expect(cipherOf(`${KEY}-gone`).seal('token#a', Promise.resolve('x'))).rejects.toMatchObject({
    name: 'NotFoundException',
  });
});
