import { OperatorError } from '../operator-error.ts';
import { howToMake } from './how-to-make.ts';
import { parseStored } from './parse-stored.ts';
import type { SecretStore } from './secrets-manager.ts';
import type { Target } from './target.ts';
import { warningsOf } from './warnings.ts';

interface CheckContext {
  target: Target;
  store: Pick<SecretStore, 'read'>;
  say(line: string): void;
}

/**
 * `secret -- check`: a line for each secret, with the names of its members or with what is wrong.
 * @param names none: all that the stage has
 * @returns whether all are right
 */
export async function checkSecrets(names: readonly string[], { target, store, say }: CheckContext): Promise<boolean> {
  const all = ['extension', 'default', ...target.orgOids.map((oid) => `orgs/${oid}`)];
  let isRight = true;
  for (const name of names.length > 0 ? names : all) {
    const secretId = `${target.prefix}/${name}`;
    const { mark, lines } = judge(name, secretId, await store.read(secretId), target);
    say(`${mark} ${lines.join('\n  ! ')}`);
    isRight &&= mark === '✓';
  }
  return isRight;
}

function judge(name: string, secretId: string, text: string | undefined, target: Target) {
  try {
    if (text === undefined)
      return { mark: '✗', lines: [`The secret \`${secretId}\` does not exist. ${howToMake(name, target)}`] };
    const value = parseStored(name, text, secretId, target.urlPolicy);
    const members = Object.keys(value).join(', ');
    return { mark: '✓', lines: [`${secretId}: ${members}`, ...warningsOf(name, value, target)] };
  } catch (thrown) {
    if (!(thrown instanceof OperatorError)) throw thrown;
    return { mark: '✗', lines: [`${thrown.message} Correct it: npm run secret -- set ${name}${target.options}`] };
  }
}
