import type { Listening } from '../listen.ts';
import { createKeyStore, type KeyStore } from './key-store.ts';
import { startAwsJson } from './start-aws-json.ts';

/** KMS's endpoint, with GenerateDataKey and Decrypt for these keys. Policies and grants are not evaluated. */
export const startKms = (keyArns: readonly string[], store: KeyStore = createKeyStore(keyArns)): Promise<Listening> =>
  startAwsJson({ target: 'TrentService', operations: store });
