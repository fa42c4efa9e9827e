import type { WriteStream } from 'node:tty';
import { redact } from '../../lib/redact.ts';
import type { DoctorOptions } from './options.ts';
import { toMarkdown } from './render/markdown.ts';
import { printable } from './render/printable.ts';
import { createStyle } from './render/style.ts';
import { tableEnd, tableLine } from './render/table.ts';
import type { DoctorReport, DoctorRun } from './report.ts';

export interface Output extends Pick<DoctorRun, 'onResult' | 'onProgress'> {
  begin(command: string, instanceUrl: string): void;
  end(report: DoctorReport): void;
}

type Stream = Pick<WriteStream, 'write'> & { isTTY?: boolean };

interface OutputDeps {
  stdout: Stream;
  stderr: Stream;
  env: NodeJS.ProcessEnv;
  /** What no output may hold. */
  secrets?: readonly string[];
}

/**
 * The table grows as results come; the other forms are written at the end, and what is under way goes to standard error where somebody
 * watches. Every text is redacted once more here, whoever wrote it.
 */
export function createOutput(form: DoctorOptions['output'], { stdout, stderr, env, secrets = [] }: OutputDeps): Output {
  const style = createStyle(stdout.isTTY === true && !env.NO_COLOR);
  const clean = (text: string) => redact(text, secrets);
  const say = (text: string) => stdout.write(`${clean(text)}\n`);
  const isTable = form === 'table';
  const onProgress = (what: string) => {
    if (stderr.isTTY) stderr.write(`${clean(printable(`… ${what}`))}\n`);
  };
  return {
    begin(command, instanceUrl) {
      if (isTable) say(`${style.strong(`halopsa-doctor ${command}`)}: ${shown(instanceUrl)}\n`);
      else onProgress(command);
    },
    onResult(result) {
      if (isTable) say(tableLine(result, style));
      else onProgress(result.name);
    },
    onProgress,
    end(report) {
      if (isTable) say(tableEnd(report, style));
      else if (form === 'markdown') say(toMarkdown(report));
      // Text by text: what looks like a credential may span the marks of JSON.
      else stdout.write(`${JSON.stringify(report, (_, one) => (typeof one === 'string' ? clean(one) : one), 2)}\n`);
    },
  };
}

/** An address that breaks the rules may carry a password or a token. */
function shown(instanceUrl: string): string {
  if (!URL.canParse(instanceUrl)) return 'an address that is no URL';
  const { protocol, host, pathname } = new URL(instanceUrl);
  return printable(`${protocol}//${host}${pathname.replace(/\/$/, '')}`);
}
