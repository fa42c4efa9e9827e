import { ExtensionError } from '../../lib/errors.ts';
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
    // What can't even be checked: no secret, one that isn't credentials, a HaloPSA that ceased to answer.
    if (!(thrown instanceof ExtensionError)) throw thrown;
    throw new OperatorError([thrown.message, thrown.hint].filter(Boolean).join(' '), 2);
  });
}

async function examine(options: DoctorOptions): Promise<number> {
  const terminal = openTerminal({ input: process.stdin, output: process.stderr });
  const subject = await findSubject(options, { env: process.env, terminal }).finally(terminal.close);
  const output = createOutput(options.output, { stdout: process.stdout, stderr: process.stderr, env: process.env });
  const deps = connect(subject);
  try {
    output.begin(options.command, subject.credentials.instance_url);
    const report = await runDoctor(options, deps, { ...output, stop: stopSignal(options) });
    output.end(report);
    return exitCodeOf(report);
  } finally {
    await deps.close();
  }
}

/** Only what writes has to be ended in order; anything else may be killed. */
const stopSignal = ({ command, write }: DoctorOptions): AbortSignal =>
  write || command === 'clean' ? createStopSignal() : new AbortController().signal;

await runCli(main);
