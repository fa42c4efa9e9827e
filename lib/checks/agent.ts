import { isRecord, parseJson } from '../json.ts';
import { type CheckOutcome, defineCheck } from './check.ts';
import { ok, warn } from './judgement.ts';

/** The agent whom HaloPSA writes everything down to. */
export interface Agent {
  id?: number;
  name?: string;
  email?: string;
}

export const agent = defineCheck({
  name: 'agent',
  needs: ['token'],
  run: (_, { token }) => judgeAgent(readAgent(token.idToken)),
});

export function judgeAgent(found: Agent | undefined): CheckOutcome {
  if (found === undefined)
    return warn(
      'HaloPSA does not say which agent is behind the token.',
      'Look at the API application in HaloPSA: its login type must be Agent, and the agent one of its own.',
    );
  const { id, name = 'an agent without a name', email } = found;
  const who = `${name}${email === undefined ? '' : ` <${email}>`}${id === undefined ? '' : `, agent ${id}`}`;
  if (looksLikePerson(found))
    return {
      ...warn(
        `Everything is written as ${who}, who looks like a person.`,
        'Give the API application an agent of its own, for example "LimaCharlie Integration": people leave, and their accounts with them.',
      ),
      facts: { agent: found },
    };
  return { ...ok(`Everything is written as ${who}.`), facts: { agent: found } };
}

const SERVICE_WORDS = new Set(
  'api app automation alerts alert bot connector edr extension integration integrations limacharlie mdr noreply reply robot security service siem soc svc system webhook'.split(
    ' ',
  ),
);

/** A first and a last name, and no word that a service would carry. */
function looksLikePerson({ name = '', email = '' }: Agent): boolean {
  const words = `${name} ${email.split('@')[0]}`.toLowerCase().split(/[^\p{L}]+/u);
  if (words.some((word) => SERVICE_WORDS.has(word))) return false;
  return /^\p{Lu}[\p{L}'’-]+(\s+\p{Lu}[\p{L}'’.-]*)+$/u.test(name.trim()) || /^\p{L}+\.\p{L}+@/u.test(email);
}

/** The claims of an id token. Its signature doesn't matter: nothing is decided by them. */
export function readAgent(idToken: string | undefined): Agent | undefined {
  const claims = parseJson(Buffer.from(idToken?.split('.')[1] ?? '', 'base64url').toString('utf8'));
  if (!isRecord(claims)) return undefined;
  const text = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined);
  const [name, email] = [text(claims.name), text(claims.email)];
  const id = [claims.agent_id, claims.agentid, claims.sub]
    .map(Number)
    .find((one) => Number.isSafeInteger(one) && one > 0);
  if (name === undefined && email === undefined && id === undefined) return undefined;
  return {
    ...(id !== undefined && { id }),
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
  };
}
