import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { extensionSecretSchema } from '../../lib/credentials/schemas.ts';
import { isRecord, parseJson } from '../../lib/json.ts';
import { OperatorError } from '../operator-error.ts';
import { answerProblem } from './answer-problem.ts';
import { askMembers } from './ask-members.ts';
import { changesOf } from './changes.ts';
import { howToMake } from './how-to-make.ts';
import { kindOf, type SecretValue } from './kinds.ts';
import type { SecretOptions } from './options.ts';
import { parseStored } from './parse-stored.ts';
import { endRotation, rotate } from './rotate.ts';
import type { SecretStore } from './secrets-manager.ts';
import type { Target } from './target.ts';
import type { Terminal } from './terminal.ts';
import { warningsOf } from './warnings.ts';

interface SetContext {
  target: Target;
  store: SecretStore;
  terminal: Terminal;
  say(line: string): void;
}

/**
 * `secret -- set`: checks, shows which members change, and writes.
 * @throws OperatorError, before anything is written
 */
export async function setSecret(name: string, options: SecretOptions, context: SetContext): Promise<void> {
  const { target, store, terminal, say } = context;
  const secretId = `${target.prefix}/${name}`;
  const text = await store.read(secretId);
  if (text === undefined && !options.create && target.localUrl === undefined)
    throw new OperatorError(`The secret \`${secretId}\` does not exist. ${howToMake(name, target)}`);
  const current = membersOf(text);
  const value = await newValue(name, options, current, context);

  const changes = changesOf(current, value);
  if (changes.length === 0) return say(`${secretId}: nothing changes.`);
  say(`${secretId}:`);
  for (const change of changes) say(`  ${change}`);
  for (const warning of [...warningsOf(name, value, target), ...cutOff(changes)]) say(`  ! ${warning}`);
  if (terminal.isInteractive && !options.yes) await confirm(terminal);

  await store.write(secretId, JSON.stringify(value));
  say('Written. The functions use it within five minutes.');
  if (options.generate) say(whereToRead(secretId, target));
}

/** What the deployment put there is no member. */
function membersOf(text: string | undefined): Record<string, unknown> {
  const stored = parseJson(text ?? '');
  return isRecord(stored) && !('REPLACE_ME' in stored) ? stored : {};
}

/** What is wrong beside the shared secret goes with the end of a rotation. */
const rotatable = v.object({
  shared_secret: extensionSecretSchema.entries.shared_secret,
  previous_shared_secret: v.optional(v.string()),
});

async function newValue(
  name: string,
  options: SecretOptions,
  current: Record<string, unknown>,
  context: SetContext,
): Promise<SecretValue> {
  const { target } = context;
  const shared = v.is(rotatable, current) ? current : undefined;
  if (options.endRotation) return endRotation(shared);
  const text = await newText(name, options, current, context);
  const value = parseStored(name, text, `${target.prefix}/${name}`, target.urlPolicy);
  return options.rotate && 'shared_secret' in value ? rotate(shared, value) : value;
}

async function newText(
  name: string,
  { generate }: SecretOptions,
  current: Record<string, unknown>,
  { terminal, target }: SetContext,
): Promise<string> {
  if (generate) return JSON.stringify({ ...current, shared_secret: randomBytes(32).toString('hex') });
  if (terminal.isInteractive) {
    const kind = kindOf(name);
    const problemOf = (member: string, value: unknown) => answerProblem(kind, member, value, target.urlPolicy);
    return JSON.stringify(await askMembers(kind.questions, { current, terminal, problemOf }));
  }
  const text = await terminal.readAll();
  if (text.trim() === '')
    throw new OperatorError('Nothing came on standard input; give the secret as JSON there, or use a terminal.');
  return text;
}

function cutOff(changes: readonly string[]): string[] {
  const isReplaced = changes.includes('~ shared_secret') && !changes.includes('+ previous_shared_secret');
  return isReplaced
    ? ["LimaCharlie's messages are refused until it has the new shared secret; with --rotate both count."]
    : [];
}

async function confirm(terminal: Terminal): Promise<void> {
  const answer = await terminal.ask('Write this? [y/N] ');
  if (!/^y(es)?$/i.test(answer.trim())) throw new OperatorError('Nothing was written.');
}

/** The value itself is not printed: terminals have histories, and builds have logs. */
function whereToRead(secretId: string, { localUrl }: Target): string {
  const endpoint = localUrl === undefined ? '' : ` --endpoint-url ${localUrl}`;
  return `Put it into LimaCharlie; to read it: aws secretsmanager get-secret-value --secret-id ${secretId} --query SecretString --output text${endpoint}`;
}
