import { findSubject, type Subject } from '../../infra/doctor/find-subject.ts';
import { type DoctorOptions, parseDoctorOptions } from '../../infra/doctor/options.ts';
import { SIMULATOR_CREDENTIALS, startHaloSimulator } from '../../infra/local/halopsa-simulator/index.ts';
import { startHttpsServer } from '../support/https-server.ts';
import { GOOD_SEED, type SetUp } from './set-ups.ts';

export interface StartedSetUp {
  options: DoctorOptions;
  subject: Subject;
  close(): Promise<void>;
}

/** A HaloPSA, or what is in its place, and the credentials with which the doctor is called. */
export async function startSetUp(setUp: SetUp): Promise<StartedSetUp> {
  const { args = ['check'], addressOf = (url) => url, clientSecret = SIMULATOR_CREDENTIALS.client_secret } = setUp;
  const { url, close } = setUp.isSelfSigned ? await startHttpsServer() : await startSimulator(setUp);
  const address = ['--instance-url', addressOf(url), '--client-id', SIMULATOR_CREDENTIALS.client_id];
  const options = parseDoctorOptions([...args, ...address, '--allow-loopback']);
  const terminal = { isInteractive: false, ask: () => Promise.reject(new Error('There is nobody to ask')) };
  const subject = await findSubject(options, { env: { HALOPSA_CLIENT_SECRET: clientSecret }, terminal });
  return { options, subject, close };
}

async function startSimulator({ seed, toggles, basePath, faults = [], behindSeconds = 0 }: SetUp) {
  const nowMs = () => Date.now() - behindSeconds * 1000;
  const simulator = await startHaloSimulator({ seed: { ...GOOD_SEED, ...seed }, toggles, basePath, nowMs });
  simulator.faults.add(...faults);
  return simulator;
}
