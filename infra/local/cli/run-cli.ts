import { OperatorError } from '../../operator-error.ts';

/** System errors that a command's user can do something about, as a sentence. */
const SENTENCES: Record<string, (error: NodeJS.ErrnoException & { port?: number }) => string> = {
  EADDRINUSE: ({ port }) =>
    `Port ${port} is in use; choose another with \`npm start -- --port N\` (0 for any free one).`,
  EACCES: ({ port, message }) =>
    port === undefined
      ? message
      : `This user may not open port ${port}; choose another with \`npm start -- --port N\`.`,
  ECONNREFUSED: () => 'The stack does not answer; is `npm start` still running?',
};

/** Runs a command to its end and sets the process's exit code. */
export async function runCli(main: () => Promise<number>): Promise<void> {
  process.exitCode = await exitCodeOf(main);
}

/**
 * What a command's user did wrong is one sentence on stderr and the error's code; a defect of ours keeps its stack trace and is 1.
 * @param main returns the exit code
 */
export async function exitCodeOf(
  main: () => Promise<number>,
  complain: (what: unknown) => void = console.error,
): Promise<number> {
  try {
    return await main();
  } catch (error) {
    complain(sentenceOf(error) ?? error);
    return error instanceof OperatorError ? error.exitCode : 1;
  }
}

function sentenceOf(error: unknown): string | undefined {
  if (error instanceof OperatorError) return error.message;
  // fetch hides the system's error behind a TypeError.
  const cause = (error as Error).cause ?? error;
  return SENTENCES[(cause as NodeJS.ErrnoException).code ?? '']?.(cause as NodeJS.ErrnoException);
}
