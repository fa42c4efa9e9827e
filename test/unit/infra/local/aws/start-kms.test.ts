import { DecryptCommand, DescribeKeyCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startKms } from '../../../../../infra/local/aws/start-kms.ts';
import type { Listening } from '../../../../../infra/local/listen.ts';
import { sdkSettings } from '../../../../support/sdk-settings.ts';

const KEY = 'arn:aws:kms:us-east-1:000000000000:key/TokenKey';
const OTHER = 'arn:aws:kms:us-east-1:000000000000:key/Other';
let endpoint: Listening;
let client: KMSClient;

beforeAll(async () => {
  endpoint = await startKms([KEY, OTHER]);
  client = new KMSClient(sdkSettings(endpoint.url));
});
afterAll(async () => {
  client.destroy();
  await endpoint.close();
});

const generate = (more = {}) => client.send(new GenerateDataKeyCommand({ KeyId: KEY, KeySpec: 'AES_256', ...more }));
const decrypt = (CiphertextBlob: Uint8Array | undefined, more = {}) =>
  client.send(new DecryptCommand({ CiphertextBlob, ...more }));

describe('the SDK', () => {
  test('gets keys of 32 bytes, each another, and has them decrypted', async () => {
    const [one, other] = [await generate(), await generate()];
    expect(one.Plaintext).toHaveLength(32);
    expect(one.Plaintext).not.toEqual(other.Plaintext);
    const found = await decrypt(one.CiphertextBlob);
    expect([found.Plaintext, found.KeyId]).toEqual([one.Plaintext, KEY]);
  });

  test('may name a key by its id alone', async () => {
    await expect(generate({ KeyId: 'TokenKey' })).resolves.toMatchObject({ KeyId: KEY });
  });

  test('has a context’s members taken in any order', async () => {
    const { CiphertextBlob } = await generate({ EncryptionContext: { a: '1', b: '2' } });
    await expect(decrypt(CiphertextBlob, { EncryptionContext: { b: '2', a: '1' } })).resolves.toMatchObject({});
  });

  test.each([
    ['none', undefined],
    ['another value', { purpose: 'y' }],
    ['one member more', { purpose: 'x', item: '1' }],
  ])('gets InvalidCiphertextException with a context that has %s', async (_, EncryptionContext) => {
    const { CiphertextBlob } = await generate({ EncryptionContext: { purpose: 'x' } });
    await expect(decrypt(CiphertextBlob, { EncryptionContext })).rejects.toMatchObject({
      name: 'InvalidCiphertextException',
    });
  });

  test('gets InvalidCiphertextException for what no key has made', async () => {
    await expect(decrypt(Buffer.from('nonsense'))).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
  });

  test('gets IncorrectKeyException for what another key has made', async () => {
    const { CiphertextBlob } = await generate();
    await expect(decrypt(CiphertextBlob, { KeyId: OTHER })).rejects.toMatchObject({ name: 'IncorrectKeyException' });
  });

  test.each([
    ['NotFoundException', { KeyId: 'gone' }],
    ['ValidationException', { KeySpec: 'AES_128' as const }],
  ])('gets %s with %j', async (name, more) => {
    await expect(generate(more)).rejects.toMatchObject({ name });
  });

  test('gets an error, not silence, for an operation that the endpoint lacks', async () => {
    const describing = client.send(new DescribeKeyCommand({ KeyId: KEY }));
    await expect(describing).rejects.toMatchObject({ name: 'UnknownOperationException' });
  });
});
