import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { OperatorError } from '../operator-error.ts';

export interface Terminal {
  /** Somebody is there to be asked. */
  isInteractive: boolean;
  /** The line that is typed. @throws OperatorError at Ctrl-C and Ctrl-D */
  ask(question: string, options?: { hidden?: boolean }): Promise<string>;
  /** All of standard input. */
  readAll(): Promise<string>;
  close(): void;
}

interface TerminalStreams {
  input: NodeJS.ReadableStream & { isTTY?: boolean };
  /** Standard error, so that questions are seen where the output is redirected. */
  output: NodeJS.WritableStream;
}

/** Questions by node:readline, which echoes only while a question that isn't hidden waits for its answer. */
export function openTerminal({ input, output }: TerminalStreams): Terminal {
  let lines: Interface | undefined;
  let isEchoing = false;
  let isEnded = false;
  const typedAhead: string[] = [];
  let waiting: PromiseWithResolvers<string> | undefined;

  function open(): Interface {
    const echo = new Writable({
      write(chunk, _, done) {
        if (isEchoing) output.write(chunk);
        done();
      },
    });
    // `terminal` even where the stream is none: what is typed is then echoed by readline alone, and so by our leave.
    const opened = createInterface({ input, output: echo, terminal: true, historySize: 0 });
    opened.on('line', (line) => {
      // At once: the next line of a paste may be the secret, and readline handles it before anybody asks for it.
      isEchoing = false;
      if (waiting) waiting.resolve(line);
      else typedAhead.push(line);
      waiting = undefined;
    });
    opened.on('close', () => {
      isEnded = true;
      if (waiting) output.write('\n');
      waiting?.reject(noAnswer());
    });
    return opened;
  }

  return {
    isInteractive: input.isTTY === true,
    async ask(question, { hidden = false } = {}) {
      lines ??= open();
      const typed = typedAhead.shift();
      if (typed !== undefined) return typed;
      if (isEnded) throw noAnswer();
      isEchoing = !hidden;
      if (hidden) output.write(question);
      lines.setPrompt(hidden ? '' : question);
      lines.prompt();
      waiting = Promise.withResolvers();
      const { promise } = waiting;
      const line = await promise;
      if (hidden) output.write('\n');
      return line;
    },
    readAll: () => text(input),
    close: () => lines?.close(),
  };
}

const noAnswer = () => new OperatorError('There was no answer; nothing was written.');
