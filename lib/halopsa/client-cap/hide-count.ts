import { ExtensionError } from '../../errors.ts';
import type { HaloRecord } from '../api.ts';

/** Where a list is too long to be walked, the error says how long it is, and so how much there is elsewhere: here it doesn't. */
export async function hideCount(what: string, list: () => Promise<HaloRecord[]>): Promise<HaloRecord[]> {
  try {
    return await list();
  } catch (thrown) {
    if (!(thrown instanceof ExtensionError) || thrown.code !== 'ambiguous') throw thrown;
    throw new ExtensionError('ambiguous', `HaloPSA lists too many ${what} for this search to tell them apart.`, {
      ...(thrown.hint !== undefined && { hint: thrown.hint }),
    });
  }
}
