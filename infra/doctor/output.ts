import type { WriteStream } from 'node:tty';
import { redact } from '../../lib/redact.ts';
import type { DoctorOptions } from './options.ts';
import { toMarkdown } from './render/markdown.ts';
import { printable } from './render/printable.ts';
import { createStyle } from './render/style.ts';
import { tableEnd, tableLine } from './render/table.ts';
import type { DoctorReport, OnResult } from './report.ts';

export interface Output {
  begin(command: string, instanceUrl: string): void;
  onResult: OnResult;
  onProgress(what: string): void;
  end(report: DoctorReport): void;
}

type Stream = Pick<WriteStream, 'write'> & { isTTY?: boolean };

/**
 * The table grows as results come; the other forms are written at the end, and what is under way goes to standard error where somebody
 * watches. Every text is redacted once more here, whoever wrote it.
 */
export function createOutput(
  form: DoctorOptions['output'],
  { stdout, stderr, env }: { stdout: Stream; stderr: Stream; env: NodeJS.ProcessEnv },
): Output {
  const style = createStyle(stdout.isTTY === true && !env.NO_COLOR);
  const say = (text: string) => stdout.write(`${redact(text)}\n`);
  const isTable = form === 'table';
  const onProgress = (what: string) => {
    if (stderr.isTTY) stderr.write(`${redact(printable(`… ${what}`))}\n`);
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
      else say(form === 'json' ? JSON.stringify(report, null, 2) : toMarkdown(report));
    },
  };
}

/** An address that breaks the rules may carry a password or a token. */
function shown(instanceUrl: string): string {
  if (!URL.canParse(instanceUrl)) return 'an address that is no URL';
  const { protocol, host, pathname } = new URL(instanceUrl);
  return printable(`${protocol}//${host}${pathname.replace(/\/$/, '')}`);
}
