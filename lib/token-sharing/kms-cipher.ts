import { createAwsJson } from '../aws/aws-json.ts';
import { seal, unseal } from './envelope.ts';

/** What the table holds of a token; both base64. */
export interface Sealed {
  /** The key to the box, encrypted by KMS. */
  dataKey: string;
  box: string;
}

/**
 * Encrypts for one item of the table, each text under a key of its own. A key in clear never leaves it, and its bytes are overwritten once they
 * were used; KMS's reply, a text, is left to the collector.
 */
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
  timeouts?: typeof TIMEOUTS;
}

const KMS = {
  name: 'kms',
  endpointVariable: 'AWS_ENDPOINT_URL_KMS',
  target: 'TrentService',
  jsonVersion: '1.1',
} as const;

const TIMEOUTS = { connectTimeoutMs: 1_000, attemptTimeoutMs: 2_000 };

/** KMS's names for a ciphertext that this key and context didn't make ("Decrypt", Errors). */
const UNREADABLE = new Set(['InvalidCiphertextException', 'IncorrectKeyException']);

/** Data keys of AWS KMS. */
export function createKmsCipher({ keyArn: KeyId, purpose, timeouts = TIMEOUTS }: KmsCipherOptions): Cipher {
  const kms = createAwsJson(KMS, timeouts);
  const contextOf = (pk: string) => ({ KeyId, EncryptionContext: { purpose, item: pk } });

  return {
    async seal(pk, coming) {
      const dataKey = await kms<DataKey>('GenerateDataKey', { ...contextOf(pk), KeySpec: 'AES_256' });
      const text = await coming;
      if (text === undefined) return undefined;
      return { dataKey: dataKey.CiphertextBlob, box: using(dataKey, (key) => seal(text, key, pk)) };
    },
    async open(pk, { dataKey, box }) {
      // Whatever stands in the table, KMS is to say whether it is a key of its own; what isn't base64 it would not even read.
      const CiphertextBlob = Buffer.from(dataKey, 'base64').toString('base64');
      if (CiphertextBlob === '') return undefined;
      const input = { ...contextOf(pk), CiphertextBlob };
      const opened = await kms<Pick<DataKey, 'Plaintext'>>('Decrypt', input).catch(unlessUnreadable);
      return opened && using(opened, (key) => unseal(box, key, pk));
    },
  };
}

/** As KMS answers; both base64. */
interface DataKey {
  Plaintext: string;
  CiphertextBlob: string;
}

function using<T>({ Plaintext }: Pick<DataKey, 'Plaintext'>, use: (key: Uint8Array) => T): T {
  const key = Buffer.from(Plaintext, 'base64');
  try {
    return use(key);
  } finally {
    key.fill(0);
  }
}

function unlessUnreadable(thrown: unknown): undefined {
  if (!(thrown instanceof Error && UNREADABLE.has(thrown.name))) throw thrown;
}
