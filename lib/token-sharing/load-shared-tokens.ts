import type { ShareToken } from '../halopsa/auth/sessions.ts';
import type { KmsCipherOptions } from './kms-cipher.ts';
import type { SharedTokensDeps } from './shared-tokens.ts';

/** Shared tokens whose code is loaded with the first of them: a stage without a key for them never reads it. */
export function loadSharedTokens(key: KmsCipherOptions, deps: Omit<SharedTokensDeps, 'cipher'>): ShareToken {
  async function load(): Promise<ShareToken> {
    const [{ createKmsCipher }, { createSharedTokens }] = await Promise.all([
      import('./kms-cipher.ts'),
      import('./shared-tokens.ts'),
    ]);
    return createSharedTokens({ ...deps, cipher: createKmsCipher(key) });
  }
  let loading: Promise<ShareToken> | undefined;
  return async (...asked) => {
    loading ??= load();
    return (await loading)(...asked);
  };
}
