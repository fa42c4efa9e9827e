import { ExtensionError } from '../errors.ts';
import { MOST_ROWS } from '../halopsa/walk-unpaged.ts';
import { isRecord } from '../json.ts';
import { type AnyCheck, defineCheck } from './check.ts';
import { type Judgement, ok, warn } from './judgement.ts';

/** A member of one of the tenant's lists. */
export interface Word {
  id: unknown;
  name: string;
  /** What tells it from another of its name. */
  detail?: string;
}

type JudgeWords = (words: readonly Word[], settings: { noteOutcome: string }) => Judgement;

const MAX_SHOWN = 12;

/** The tenant's own lists. Whoever may not read them can still give ids, so nothing here is a failure. */
export const vocabulary: readonly AnyCheck[] = [
  toCheck('outcomes', '/Outcome', judgeOutcomes),
  toCheck('ticket_types', '/TicketType', (words) =>
    ok(`${show(words)}. A type can have mandatory fields; HaloPSA names them when a ticket lacks one.`),
  ),
  toCheck('asset_types', '/AssetType', judgeAssetTypes),
  toCheck('statuses', '/Status', (words) => ok(`${show(words)}.`)),
  toCheck('priorities', '/Priority', (words) => ok(`${show(words)}.`)),
  toCheck('agents', '/Agent', (words) => ok(`${show(words)}.`)),
];

function toCheck(name: string, path: string, judge: JudgeWords): AnyCheck {
  return defineCheck({
    name,
    needs: ['send'],
    async run({ noteOutcome }, { send }) {
      try {
        const words = toWords(await send({ method: 'GET', path, scope: 'read:tickets', query: { count: MOST_ROWS } }));
        return words === undefined ? unreadable(path, 'not with a list') : judge(words, { noteOutcome });
      } catch (thrown) {
        return unreadable(path, ExtensionError.from(thrown).message);
      }
    },
  });
}

/**
 * An action's outcome is an entry's `outcome` in some versions, its `name` in others. A priority's `id` is a GUID that nothing takes; the number is its
 * `priorityid`, and each SLA has its own (client-code: homotechsual/dotMARC).
 */
export function toWords(body: unknown): Word[] | undefined {
  const rows = isRecord(body) ? Object.values(body).find(Array.isArray) : body;
  if (!Array.isArray(rows)) return undefined;
  return rows.filter(isRecord).map((row) => ({
    id: row.priorityid ?? row.id,
    name: String(row.name ?? row.outcome ?? ''),
    ...(row.slaid ? { detail: `SLA ${row.slaid}` } : {}),
  }));
}

export function judgeOutcomes(words: readonly Word[], { noteOutcome }: { noteOutcome: string }): Judgement {
  const isThere = words.some(({ name }) => name.trim().toLowerCase() === noteOutcome.trim().toLowerCase());
  if (isThere) return ok(`The outcome \`${noteOutcome}\` of notes exists. All: ${show(words)}.`);
  return warn(
    `There is no outcome \`${noteOutcome}\` for notes that name none. There are: ${show(words)}.`,
    "Set `note_outcome` in the organization's extension configuration to one of these.",
  );
}

export function judgeAssetTypes(words: readonly Word[]): Judgement {
  if (words.length > 0) return ok(`${show(words)}.`);
  return warn(
    'No asset type is visible, so no asset can be created.',
    "Let the agent's role see the asset types that machines have.",
  );
}

const show = (words: readonly Word[]): string => {
  if (words.length === 0) return 'none is visible';
  const shown = words
    .slice(0, MAX_SHOWN)
    .map(({ id, name, detail }) => `${id} ${name}${detail === undefined ? '' : ` (${detail})`}`);
  return [...shown, ...(words.length > MAX_SHOWN ? [`${words.length - MAX_SHOWN} more`] : [])].join(', ');
};

const unreadable = (path: string, why: string) =>
  warn(`GET ${path}: ${why}`, 'Inputs by name that need this list will be refused; ids work all the same.');
