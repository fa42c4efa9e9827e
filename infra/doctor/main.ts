import { ExtensionError } from '../../lib/errors.ts';
import { redact } from '../../lib/redact.ts';
import { runCli } from '../local/cli/run-cli.ts';
import { createStopSignal } from '../local/cli/stop-signal.ts';
import { OperatorError } from '../operator-error.ts';
import { openTerminal } from '../secret/terminal.ts';
import { connect } from './connect.ts';
import { findSubject } from './find-subject.ts';
import { DOCTOR_HELP, type DoctorOptions, parseDoctorOptions } from './options.ts';
import { createOutput } from './output.ts';
import { exitCodeOf } from './report.ts';
import { runDoctor } from './run-doctor.ts';

/** `npm run doctor`: examines a HaloPSA's set-up. `--help` lists the options. */
async function main(): Promise<number> {
  const options = parseDoctorOptions(process.argv.slice(2));
  if (options.command === 'help') {
    console.log(DOCTOR_HELP);
    return 0;
  }
  return examine(options).catch((thrown) => {
    throw new OperatorError(redact(sentenceOf(thrown)), 2);
  });
}

async function examine(options: DoctorOptions): Promise<number> {
  const terminal = openTerminal({ input: process.stdin, output: process.stderr });
  const subject = await findSubject(options, { env: process.env, terminal }).finally(terminal.close);
  const { client_secret: secret, instance_url: instanceUrl } = subject.credentials;
  const { stdout, stderr, env } = process;
  // Whoever reads the output may end before the records are removed, as `head` does.
  for (const stream of [stdout, stderr]) stream.on('error', () => {});
  const output = createOutput(options.output, { stdout, stderr, env, secrets: [secret] });
  const deps = connect(subject);
  try {
    output.begin(options.command, instanceUrl);
    const stop = stopSignal(options);
    stop.addEventListener('abort', () => output.onProgress('Ending; what was made is removed first'));
    const report = await runDoctor(options, deps, { ...output, stop });
    output.end(report);
    return exitCodeOf(report);
  } finally {
    await deps.close();
  }
}

/** Only what writes has to be ended in order; anything else may be killed. */
const stopSignal = ({ command, write }: DoctorOptions): AbortSignal =>
  write || command === 'clean' ? createStopSignal() : new AbortController().signal;

/** Why it can't even be checked: no secret, one that isn't credentials, a HaloPSA that ceased to answer. Of a defect, its trace. */
function sentenceOf(thrown: unknown): string {
  if (thrown instanceof OperatorError) return thrown.message;
  const { message, hint, code, cause } = ExtensionError.from(thrown);
  if (code === 'internal' && cause instanceof Error) return cause.stack ?? message;
  return [message, hint].filter(Boolean).join(' ');
}

await runCli(main);
