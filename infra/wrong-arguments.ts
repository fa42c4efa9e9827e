import { OperatorError } from './operator-error.ts';

/** What Node's parseArgs refuses, of whose message the first sentence says what. @param command as it is typed, such as `npm start` */
export function wrongArguments(thrown: unknown, command: string, exitCode?: 1 | 2): OperatorError {
  const [sentence] = (thrown as Error).message.split('. ');
  return new OperatorError(`${sentence}; \`${command} -- --help\` lists the options.`, exitCode);
}
