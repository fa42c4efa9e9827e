import * as v from 'valibot';
import type { Token } from '../halopsa/auth/token.ts';
import { parseJson } from '../json.ts';

const storedTokenSchema = v.object({
  value: v.pipe(v.string(), v.nonEmpty()),
  scopes: v.array(v.string()),
  renewAtMs: v.pipe(v.number(), v.finite()),
});

/** The text that is encrypted. Who the agent is stays out: no delivery asks. */
export const writeToken = ({ value, scopes, renewAtMs }: Token): string => JSON.stringify({ value, scopes, renewAtMs });

/** Undefined where the text is none of ours. */
export function readToken(text: string): Token | undefined {
  const result = v.safeParse(storedTokenSchema, parseJson(text));
  return result.success ? result.output : undefined;
}
