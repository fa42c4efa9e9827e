import { ExtensionError } from '../../errors.ts';

/** Where a list is too long to be walked, the error says how long it is, and so how much there is elsewhere: here it doesn't. */
export async function hideCount<T>(what: string, list: () => Promise<T>): Promise<T> {
  try {
    return await list();
  } catch (thrown) {
    if (!(thrown instanceof ExtensionError) || thrown.code !== 'ambiguous') throw thrown;
    throw new ExtensionError('ambiguous', `HaloPSA lists too many ${what} for this search to tell them apart.`, {
      ...(thrown.hint !== undefined && { hint: thrown.hint }),
    });
  }
}
