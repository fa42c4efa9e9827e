import type { Question } from './kinds.ts';
import type { Terminal } from './terminal.ts';

export interface Asking {
  /** What stays where the answer is Enter; its values are never shown. */
  current: Record<string, unknown>;
  terminal: Pick<Terminal, 'ask'>;
  /** A sentence about an answer that can't be right; it is asked for again. */
  problemOf(member: string, value: unknown): string | undefined;
}

/** The members of a secret as somebody types them. */
export async function askMembers(questions: readonly Question[], asking: Asking): Promise<Record<string, unknown>> {
  const members = { ...asking.current };
  for (const question of questions) {
    const answer = await askMember(question, asking);
    if (answer !== undefined) members[question.member] = answer;
  }
  return members;
}

/** Undefined where the answer is Enter. */
async function askMember(
  { member, text, hidden, list, optional }: Question,
  { current, terminal, problemOf }: Asking,
): Promise<unknown> {
  const question = `${text}${enterMeans(member in current, optional)}: `;
  for (let problem: string | undefined; ; ) {
    const typed = (await terminal.ask(problem === undefined ? question : `${problem}\n${question}`, { hidden })).trim();
    if (typed === '') return undefined;
    const answer = list ? splitList(typed) : typed;
    problem = problemOf(member, answer);
    if (problem === undefined) return answer;
  }
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
