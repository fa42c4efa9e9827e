import { ExtensionError } from '../errors.ts';

/**
 * What `read` makes of a secret. Where that is refused for good, the secret may have been corrected since it was read: it is expired, and read
 * once more before anybody is told. How often that reads in a storm is the reader's to limit.
 */
export async function onceMore<T>(read: () => Promise<T>, expire: () => void): Promise<T> {
  try {
    return await read();
  } catch (thrown) {
    if (!(thrown instanceof ExtensionError) || thrown.retriable) throw thrown;
    expire();
    return read();
  }
}
