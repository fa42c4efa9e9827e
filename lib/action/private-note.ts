import { ExtensionError } from '../errors.ts';
import type { HaloFields, HaloRecord } from '../halopsa/api.ts';
import { DEFAULT_NOTE_OUTCOME } from './config/org-config.ts';
import type { ActionContext } from './define-action.ts';

/**
 * The private note of every HaloPSA that nobody has changed, by its id. Names of outcomes differ by tenant.
 * @see https://github.com/CyberDrain/CIPP/pull/106
 */
const BUILT_IN_OUTCOME_ID = 7;

/**
 * Writes a note of our own, whose outcome no caller has chosen. Where HaloPSA refuses that of the configuration, or the default one that not
 * every tenant has, the built-in one is tried: what the note says is worth more than its heading.
 * @param write the call: adding an entry, or editing one
 * @throws ExtensionError of the first call
 */
export async function writePrivateNote(
  { config, warn }: Pick<ActionContext, 'config' | 'warn'>,
  note: string,
  write: (fields: HaloFields) => Promise<HaloRecord>,
): Promise<HaloRecord> {
  const fields = { note, hiddenfromuser: true };
  try {
    return await write({ ...fields, outcome: config.note_outcome ?? DEFAULT_NOTE_OUTCOME });
  } catch (thrown) {
    const { code, leavesDoubt, message } = ExtensionError.from(thrown);
    if (code !== 'halo_rejected' || leavesDoubt) throw thrown;
    const written = await write({ ...fields, outcome_id: BUILT_IN_OUTCOME_ID }).catch((again) => {
      throw ExtensionError.from(again).leavesDoubt ? again : thrown;
    });
    if (config.note_outcome !== undefined)
      warn(`The note has HaloPSA's own outcome, not \`note_outcome\` of the configuration: ${message}`);
    return written;
  }
}
