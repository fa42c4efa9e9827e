import { fail, ok } from '../../../lib/checks/judgement.ts';
import { NEEDED_SCOPES } from '../../../lib/checks/scopes.ts';
import { ExtensionError } from '../../../lib/errors.ts';
import { requestToken } from '../../../lib/halopsa/auth/request-token.ts';
import type { HaloConnection } from '../../../lib/halopsa/connection.ts';
import type { Dependencies } from '../../../lib/runtime/dependencies.ts';
import { DOCTOR_OID } from '../connect.ts';
import type { DoctorOptions } from '../options.ts';
import type { MadeRecord } from '../probe/leftover.ts';
import { removeRecords } from '../probe/remove-records.ts';
import type { DoctorReport, OnResult } from '../report.ts';
import { callEndpoint } from './call-endpoint.ts';
import { endpointsOf, type Targets } from './endpoints.ts';
import { judgeMatrix } from './judge-matrix.ts';
import { CANDIDATES, type ScopeRow } from './matrix.ts';
import { prepareTargets } from './prepare-targets.ts';

type MatrixOptions = Pick<DoctorOptions, 'write' | 'testClientId' | 'assetTypeId'>;
type MatrixRun = Pick<DoctorReport, 'checks' | 'matrix' | 'leftovers' | 'interrupted'>;

/** Every candidate scope alone against every endpoint. What writes make is removed, also where somebody ends it. */
export async function runMatrix(
  options: MatrixOptions,
  deps: Dependencies,
  { onResult, stop, onProgress }: { onResult: OnResult; stop: AbortSignal; onProgress(what: string): void },
): Promise<MatrixRun> {
  const { connection } = await deps.sessions.open(DOCTOR_OID);
  const made: MadeRecord[] = [];
  const rows: ScopeRow[] = [];
  let cleanUp: Awaited<ReturnType<typeof removeRecords>> | undefined;
  try {
    const targets = options.write ? await prepareTargets(options, deps, made) : {};
    for (const scope of CANDIDATES) {
      if (stop.aborted) break;
      onProgress(scope);
      rows.push(await tryScope(scope, { options, targets, made, connection }, deps));
    }
  } finally {
    if (options.write) cleanUp = await removeRecords(made, deps);
  }
  const matrix = judgeMatrix(rows, options.write);
  const checks = [{ name: 'minimum', ...judgeMinimum(matrix.minimum, options.write) }];
  if (cleanUp) {
    const { leftovers: _, ...judgement } = cleanUp;
    checks.push({ name: 'clean up', ...judgement });
  }
  for (const check of checks) onResult(check);
  return { checks, matrix, interrupted: stop.aborted, ...(cleanUp && { leftovers: cleanUp.leftovers }) };
}

interface ScopeRun {
  options: MatrixOptions;
  targets: Targets;
  made: MadeRecord[];
  connection: HaloConnection;
}

async function tryScope(scope: string, run: ScopeRun, deps: Dependencies): Promise<ScopeRow> {
  const { options, targets, made } = run;
  const connection = { ...run.connection, scope };
  try {
    const token = await requestToken(connection, deps.sendHttp, deps.clock);
    const endpoints: ScopeRow['endpoints'] = {};
    for (const endpoint of endpointsOf(options)) {
      const answer = await callEndpoint(endpoint, targets, { connection, token }, deps);
      endpoints[endpoint.name] = answer.status;
      if (answer.made) made.push(answer.made);
    }
    return { scope, token: { status: 200 }, endpoints };
  } catch (thrown) {
    const error = ExtensionError.from(thrown);
    if (error.code !== 'scope_missing' || error.halo === undefined) throw error;
    return { scope, token: { status: error.halo.status, refused: 'invalid_scope' }, endpoints: {} };
  }
}

function judgeMinimum(minimum: readonly string[] | undefined, write: boolean) {
  const how = write ? 'Verified' : 'Verified for reading alone (--write asks the writing endpoints too)';
  if (minimum !== undefined)
    return ok(`${how}, the least that is enough: ${minimum.map((scope) => `\`${scope}\``).join(', ')}.`);
  return fail(
    'scope_missing',
    'These scopes together do not reach everything that the actions call.',
    `See which row of the matrix no scope may call. Give the API application ${NEEDED_SCOPES.map((scope) => `\`${scope}\``).join(', ')}, and its agent a role that allows as much.`,
  );
}
