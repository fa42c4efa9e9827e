import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
/** NIST SP 800-38D, 5.2.1.1 and 5.2.1.2: 96 bits need no further hashing, and a tag is not cut short. */
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts a text for one place, from which it can't be moved.
 *
 * @param key 32 bytes
 * @param place authenticated with the text, and not stored in it
 * @returns base64 of initialisation vector, tag and ciphertext
 */
export function seal(text: string, key: Uint8Array, place: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(place));
  const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), encrypted]).toString('base64');
}

/** The text again; undefined where key, place or a single bit are not those of its sealing. */
export function unseal(box: string, key: Uint8Array, place: string): string | undefined {
  const bytes = Buffer.from(box, 'base64');
  const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
  const encrypted = bytes.subarray(IV_BYTES + TAG_BYTES);
  try {
    const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(place)).setAuthTag(tag);
    return Buffer.concat([decipher.update(encrypted), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
