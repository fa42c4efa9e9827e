import { distance } from 'fastest-levenshtein';
import * as v from 'valibot';
import { isRecord } from '../json.ts';

/** What is taken for a word of somebody's own, such as HaloPSA's `tenant_id`, must be none of these: without them more is allowed, or less. */
const BOUNDS = ['allowed_client_ids', 'allowed_oids', 'orgs', 'defaults', 'previous_shared_secret'];
const MAX_COMPARED_CHARS = 64;
const MAX_TYPING_ERRORS = 2;

/**
 * An object with these members. Others are passed over, as in all foreign data, but not a bound that is misspelt: without a word
 * `allowed_client_id` would bound nothing. The issue's message says which member may have been meant.
 * @param elsewhere members that have their place in another secret
 * @param needsOne for what holds bounds alone: words of which none is known may be a bound under another name
 */
export const noneMisspelt = <E extends v.ObjectEntries>(
  entries: E,
  { elsewhere = [], needsOne = false }: { elsewhere?: readonly string[]; needsOne?: boolean } = {},
) =>
  v.pipe(
    v.looseObject(entries),
    v.rawCheck(({ dataset, addIssue }) => {
      const input = dataset.value;
      if (!isRecord(input)) return;
      const known = [...Object.keys(entries), ...elsewhere];
      const bounds = known.filter((name) => BOUNDS.includes(name));
      const others = Object.keys(input).filter((name) => !known.includes(name));
      const holdsNone = needsOne && others.length === Object.keys(input).length;
      for (const key of others) {
        const meant = misspeltMember(key, bounds);
        const message = `no member that it has${meant === undefined ? '' : `; did you mean \`${meant}\`?`}`;
        const path: [v.ObjectPathItem] = [{ type: 'object', origin: 'key', input, key, value: input[key] }];
        if (meant !== undefined || holdsNone) addIssue({ expected: 'never', message, path });
      }
    }),
    v.transform((value) => onlyKnown(value, entries) as v.InferOutput<v.ObjectSchema<E, undefined>>),
  );

const onlyKnown = (value: object, entries: object) =>
  Object.fromEntries(Object.entries(value).filter(([name]) => name in entries));

/** The member that differs by a typing error or two, or just by how its words are joined. */
function misspeltMember(name: string, known: readonly string[]): string | undefined {
  const wanted = joined(name.slice(0, MAX_COMPARED_CHARS));
  return known.find((one) => distance(wanted, joined(one)) <= Math.min(MAX_TYPING_ERRORS, one.length / 3));
}

const joined = (name: string): string => name.toLowerCase().replace(/[_\-\s]/g, '');
