import { connect } from '../../infra/doctor/connect.ts';
import { findSubject } from '../../infra/doctor/find-subject.ts';
import { parseDoctorOptions } from '../../infra/doctor/options.ts';
import { createOutput } from '../../infra/doctor/output.ts';
import { type DoctorReport, exitCodeOf } from '../../infra/doctor/report.ts';
import { runDoctor } from '../../infra/doctor/run-doctor.ts';
import { SIMULATOR_CREDENTIALS } from '../../infra/local/halopsa-simulator/index.ts';
import type { CheckResult } from '../../lib/checks/run-checks.ts';

export interface Examined {
  report: DoctorReport;
  exitCode: number;
  output: string;
}

export interface ExamineOptions {
  clientSecret?: string;
  stop?: AbortSignal;
  /** Told each result, and may end the run by then. */
  onResult?(result: CheckResult): void;
}

/** The arguments by which the doctor finds this HaloPSA. */
export const addressOf = (url: string): string[] => [
  '--instance-url',
  url,
  '--client-id',
  SIMULATOR_CREDENTIALS.client_id,
  '--allow-loopback',
];

/** `npm run doctor -- …` in this process, from its arguments to what it prints. No secret may be in that. */
export async function examine(
  args: string[],
  url: string,
  { clientSecret = SIMULATOR_CREDENTIALS.client_secret, stop, onResult }: ExamineOptions = {},
): Promise<Examined> {
  const options = parseDoctorOptions([...args, ...addressOf(url)]);
  const env = { HALOPSA_CLIENT_SECRET: clientSecret };
  const subject = await findSubject(options, { env, terminal: { isInteractive: false, ask: async () => '' } });
  const written: string[] = [];
  const stdout = { write: (text: string) => written.push(text) > 0 };
  const output = createOutput(options.output, { stdout, stderr: stdout, env: {}, secrets: [clientSecret] });
  const deps = connect(subject);
  try {
    output.begin(options.command, url);
    const report = await runDoctor(options, deps, {
      ...output,
      onResult(result) {
        output.onResult(result);
        onResult?.(result);
      },
      stop: stop ?? new AbortController().signal,
    });
    output.end(report);
    const text = written.join('');
    for (const secret of [clientSecret, 'eyJ']) if (text.includes(secret)) throw new Error(`A secret got out: ${text}`);
    return { report, exitCode: exitCodeOf(report), output: text };
  } finally {
    await deps.close();
  }
}
