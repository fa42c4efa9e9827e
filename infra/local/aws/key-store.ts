import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AwsError } from './aws-error.ts';

type EncryptionContext = Record<string, string>;

/** Requests and replies of the two operations that data keys need: the names are the wire's, bytes are base64. */
export interface KeyStore {
  GenerateDataKey(input: { KeyId?: string; KeySpec?: string; EncryptionContext?: EncryptionContext }): {
    KeyId: string;
    Plaintext: string;
    CiphertextBlob: string;
  };
  Decrypt(input: { CiphertextBlob?: string; KeyId?: string; EncryptionContext?: EncryptionContext }): {
    KeyId: string;
    Plaintext: string;
    EncryptionAlgorithm: string;
  };
}

const [IV_BYTES, TAG_BYTES, KEY_BYTES] = [12, 16, 32];

/**
 * Symmetric keys in memory. As in KMS the encryption context is authenticated, in any order of its members, and a ciphertext names its key.
 * Every member throws AwsError.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html
 */
export function createKeyStore(keyArns: readonly string[]): KeyStore {
  const keys = new Map(keyArns.map((arn) => [arn, randomBytes(KEY_BYTES)]));

  function find(keyId: string | undefined): { arn: string; key: Buffer } {
    if (!keyId) throw new AwsError('ValidationException', 'KeyId must not be empty.');
    const [arn, key] = [...keys].find(([arn]) => arn === keyId || arn.endsWith(`:key/${keyId}`)) ?? [];
    if (arn && key) return { arn, key };
    throw new AwsError('NotFoundException', `Key '${keyId}' does not exist`);
  }

  return {
    GenerateDataKey({ KeyId, KeySpec, EncryptionContext }) {
      const { arn, key } = find(KeyId);
      if (KeySpec !== 'AES_256') throw new AwsError('ValidationException', 'The local stack makes AES_256 keys alone.');
      const plaintext = randomBytes(KEY_BYTES);
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(canonical(EncryptionContext));
      const encrypted = Buffer.concat([cipher.update(plaintext), cipher.final()]);
      const blob = Buffer.concat([iv, cipher.getAuthTag(), encrypted, Buffer.from(arn)]);
      return { KeyId: arn, Plaintext: plaintext.toString('base64'), CiphertextBlob: blob.toString('base64') };
    },

    Decrypt({ CiphertextBlob = '', KeyId, EncryptionContext }) {
      const expected = KeyId === undefined ? undefined : find(KeyId);
      const blob = Buffer.from(CiphertextBlob, 'base64');
      const head = IV_BYTES + TAG_BYTES;
      const arn = blob.subarray(head + KEY_BYTES).toString();
      const key = keys.get(arn);
      if (key === undefined) throw invalidCiphertext();
      if (expected !== undefined && expected.arn !== arn)
        throw new AwsError('IncorrectKeyException', 'The key ID in the request does not identify the ciphertext.');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, blob.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
        decipher.setAAD(canonical(EncryptionContext)).setAuthTag(blob.subarray(IV_BYTES, head));
        const plaintext = Buffer.concat([decipher.update(blob.subarray(head, head + KEY_BYTES)), decipher.final()]);
        return { KeyId: arn, Plaintext: plaintext.toString('base64'), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
      } catch {
        throw invalidCiphertext();
      }
    },
  };
}

const canonical = (context: EncryptionContext = {}) =>
  Buffer.from(JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))));

/** KMS says no more than the name. */
const invalidCiphertext = () => new AwsError('InvalidCiphertextException', '');
