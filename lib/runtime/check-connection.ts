import { DEFAULT_NOTE_OUTCOME } from '../action/config/org-config.ts';
import type { RunActionDeps } from '../action/run/run-action.ts';
import type { Clock } from '../clock.ts';
import type { HaloAccess } from './connect-halo.ts';

export interface CheckConnectionDeps extends Pick<HaloAccess, 'urlPolicy' | 'credentials' | 'sendHttp'> {
  clock: Clock;
  callsPer5Minutes: number;
}

/** Few calls are for this, so no other one waits for its code. */
export function createCheckConnection({ credentials, ...deps }: CheckConnectionDeps): RunActionDeps['checkConnection'] {
  return async ({ oid, deadlineAtMs, signal }, { config, ...view }) => {
    const { runChecks } = await import('../checks/run-checks.ts');
    // Who asks may just have corrected the secret.
    credentials.expireOrg(oid);
    const found = await credentials.forOrg(oid);
    const noteOutcome = config.note_outcome ?? DEFAULT_NOTE_OUTCOME;
    return runChecks({ ...deps, credentials: found, noteOutcome, deadlineAtMs, signal, ...view });
  };
}
