import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { type AwsTimeouts, clientSettings } from '../aws/client-settings.ts';
import { seal, unseal } from './envelope.ts';

/** What the table holds of a token; both base64. */
export interface Sealed {
  /** The key to the box, encrypted by KMS. */
  dataKey: string;
  box: string;
}

/** Encrypts for one item of the table, each text under a key of its own. A key in clear never leaves it, and is overwritten once it was used. */
export interface Cipher {
  /** Gets the key while the text is still to come; undefined where none comes. Throws whatever KMS answers. */
  seal(pk: string, coming: Promise<string | undefined>): Promise<Sealed | undefined>;
  /** Undefined where it was sealed for another item, under another key, or changed since. Throws whatever else KMS answers. */
  open(pk: string, sealed: Sealed): Promise<string | undefined>;
}

export interface KmsCipherOptions {
  keyArn: string;
  /** What a grant of the key is bound to, as the encryption context's `purpose`; CloudTrail shows it. */
  purpose: string;
  /** In milliseconds, of each of the SDK's attempts. */
  timeouts?: AwsTimeouts;
}

const TIMEOUTS = { connectionTimeout: 1_000, requestTimeout: 1_000 };

/** KMS's names for a ciphertext that this key and context didn't make ("Decrypt", Errors). */
const UNREADABLE = new Set(['InvalidCiphertextException', 'IncorrectKeyException']);

/** The SDK's types allow for it; no cipher takes it for a key. */
const NONE = new Uint8Array();

/** Data keys of AWS KMS. This module brings the SDK with it, so it is loaded only where there is a key. */
export function createKmsCipher({ keyArn: KeyId, purpose, timeouts = TIMEOUTS }: KmsCipherOptions): Cipher {
  const kms = new KMSClient(clientSettings(timeouts));
  const contextOf = (pk: string) => ({ KeyId, EncryptionContext: { purpose, item: pk } });

  return {
    async seal(pk, coming) {
      const command = new GenerateDataKeyCommand({ ...contextOf(pk), KeySpec: 'AES_256' });
      const { Plaintext: key = NONE, CiphertextBlob = NONE } = await kms.send(command);
      const dataKey = Buffer.from(CiphertextBlob).toString('base64');
      const text = await coming;
      return using(key, () => (text === undefined ? undefined : { dataKey, box: seal(text, key, pk) }));
    },
    async open(pk, { dataKey, box }) {
      const command = new DecryptCommand({ ...contextOf(pk), CiphertextBlob: Buffer.from(dataKey, 'base64') });
      const key = await kms.send(command).then(({ Plaintext }) => Plaintext, unlessUnreadable);
      return key && using(key, () => unseal(box, key, pk));
    },
  };
}

function using<T>(key: Uint8Array, use: () => T): T {
  try {
    return use();
  } finally {
    key.fill(0);
  }
}

function unlessUnreadable(thrown: unknown): undefined {
  if (!(thrown instanceof Error && UNREADABLE.has(thrown.name))) throw thrown;
}
