import { connect } from '../../infra/doctor/connect.ts';
import { createOutput } from '../../infra/doctor/output.ts';
import { runDoctor } from '../../infra/doctor/run-doctor.ts';
import { CHECK_NAMES, type CheckResult } from '../../lib/checks/run-checks.ts';
import type { SetUp } from './set-ups.ts';
import { startSetUp } from './start-set-up.ts';

/** What the doctor writes about a set-up, run in this process as its `main.ts` runs it. */
export async function examine(setUp: SetUp): Promise<string> {
  const { options, subject, close } = await startSetUp(setUp);
  const written: string[] = [];
  const stdout = { write: (text: string) => written.push(text) > 0 };
  const { instance_url: instanceUrl, client_secret: secret } = subject.credentials;
  const surroundings = { stdout, stderr: { write: () => true }, env: {}, secrets: [secret] };
  const output = createOutput(options.output, surroundings);
  const onResult = (result: CheckResult) => {
    if (setUp.isWhole || isWorthShowing(result)) output.onResult(result);
  };
  const deps = connect(subject);
  try {
    output.begin(options.command, instanceUrl);
    output.end(await runDoctor(options, deps, { ...output, onResult, stop: new AbortController().signal }));
    return written.join('').trimEnd();
  } finally {
    await close();
    await deps.close();
  }
}

/** What is well looks as in a good set-up. */
const isWorthShowing = ({ name, status }: CheckResult): boolean =>
  status === 'warn' || status === 'fail' || !CHECK_NAMES.includes(name);
