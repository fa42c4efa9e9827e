import type { Question } from './kinds.ts';
import type { Terminal } from './terminal.ts';

/**
 * The members of a secret as somebody types them.
 * @param current what stays where the answer is Enter; its values are never shown
 */
export async function askMembers(
  questions: readonly Question[],
  current: Record<string, unknown>,
  terminal: Pick<Terminal, 'ask'>,
): Promise<Record<string, unknown>> {
  const members = { ...current };
  for (const { member, text, hidden, list, optional } of questions) {
    const enter = enterMeans(member in current, optional);
    const answer = (await terminal.ask(`${text}${enter}: `, { hidden })).trim();
    if (answer !== '') members[member] = list ? splitList(answer) : answer;
  }
  return members;
}

function enterMeans(isThere: boolean, optional = false): string {
  if (isThere) return ' [Enter keeps it]';
  return optional ? ' [Enter for none]' : '';
}

const splitList = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
