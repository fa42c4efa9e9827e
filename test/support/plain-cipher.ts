import type { Cipher } from '../../lib/token-sharing/kms-cipher.ts';

export interface PlainCipher extends Cipher {
  /** How often a key was made, and how often one was opened. */
  made: number;
  opened: number;
  /** May throw, in place of KMS. */
  before: () => unknown;
}

/** Encrypts nothing, but opens only what was sealed for the same item and not changed since. */
export function createPlainCipher(): PlainCipher {
  const cipher: PlainCipher = {
    made: 0,
    opened: 0,
    before: () => {},
    async seal(pk, coming) {
      cipher.made += 1;
      await cipher.before();
      const text = await coming;
      return text === undefined ? undefined : { dataKey: pk, box: text };
    },
    async open(pk, { dataKey, box }) {
      cipher.opened += 1;
      await cipher.before();
      return dataKey === pk ? box : undefined;
    },
  };
  return cipher;
}
