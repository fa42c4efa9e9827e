const ORPHAN_CHECK_MS = 500;

/**
 * A signal that aborts when this process is asked to end: Ctrl-C, SIGTERM, a closed terminal. Under npm also when npm is ended, whose
 * shell dies of SIGTERM without passing it on: only the change of parent shows it. (Outside of npm such a change may be meant, as
 * when a shell leaves a background job behind.)
 */
export function createStopSignal(env: NodeJS.ProcessEnv = process.env): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop.abort());
  const { ppid } = process;
  if (env.npm_lifecycle_event !== undefined)
    setInterval(() => process.ppid === ppid || stop.abort(), ORPHAN_CHECK_MS).unref();
  return stop.signal;
}
