import type { FaultRule } from '../../../infra/local/halopsa-simulator/index.ts';
import type { ErrorCode } from '../../../lib/errors.ts';
import type { FailureCase } from '../../contract/failure-cases.ts';
import type { TestExtension } from '../../support/extension.ts';
import { openTicket } from '../../support/halo-calls.ts';

/** A clause of the failures table; status and retriability are the code's. */
export type FailureClause = Omit<FailureCase, 'status' | 'retriable'> & {
  code: ErrorCode;
  /** What the texts have to say, at both doors. */
  says: RegExp;
};

const ALWAYS = Number.POSITIVE_INFINITY;
export const create = { action: 'create_ticket', input: { summary: 's' } };
export const search = { action: 'search_tickets', input: {} };
export const update = { action: 'update_ticket', input: { id: 2884, status_id: 2 } };
export const note = { action: 'add_action', input: { ticket_id: 2884, note: 'n' } };
export const link = { action: 'link_asset_to_ticket', input: { ticket_id: 2884, hostname: 'NO-SUCH-HOST' } };

export const withTicket = (extension: TestExtension) => openTicket(extension);
export const onApi = (rule: FaultRule) => ({
  prepare: ({ halo }: TestExtension) => halo.faults.add({ match: { path: '/api' }, times: ALWAYS, ...rule }),
});
/** The write goes wrong, and no look-up afterwards says what became of it. */
export const onWrite = (rule: FaultRule) => ({
  prepare: ({ halo }: TestExtension) =>
    halo.faults.add(
      { match: { method: 'POST', path: '/api' }, times: ALWAYS, ...rule },
      { kind: 'status', status: 503, match: { method: 'GET', path: '/api' }, times: ALWAYS },
    ),
});
export const onToken = (rule: FaultRule) => ({
  prepare: ({ halo }: TestExtension) => halo.faults.add({ match: { path: '/auth' }, times: ALWAYS, ...rule }),
});
export const credentials = (more: Record<string, unknown>) => ({ options: { credentials: more } });
