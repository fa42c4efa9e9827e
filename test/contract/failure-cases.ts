import type { ErrorCode } from '../../lib/errors.ts';
import { OTHER_OID, type TestExtension, type TestExtensionOptions } from '../support/extension.ts';
import { openTicket } from '../support/halo-calls.ts';

/** How one row of the failures table comes about. */
export interface FailureCase {
  code: ErrorCode;
  when: string;
  /** For a direct caller; LimaCharlie gets 500 for what can be tried again and 400 for the rest. */
  status: number;
  retriable: boolean;
  action: string;
  input: Record<string, unknown>;
  options?: TestExtensionOptions;
  oid?: string;
  prepare?(extension: TestExtension): unknown;
}

const create = { action: 'create_ticket', input: { summary: 's' } };
const search = { action: 'search_tickets', input: {} };

export const FAILURE_CASES: FailureCase[] = [
  { code: 'invalid_input', when: 'an input is wrong', status: 400, retriable: false, ...create, input: {} },
  {
    code: 'org_not_configured',
    when: 'the org is not allowed',
    status: 403,
    retriable: false,
    ...create,
    oid: OTHER_OID,
  },
  {
    code: 'client_not_allowed',
    when: 'the org may not touch the client',
    status: 403,
    retriable: false,
    ...create,
    input: { summary: 's', client_id: 13 },
    options: { credentials: { allowed_client_ids: [12] } },
  },
  {
    code: 'credentials_invalid',
    when: 'HaloPSA refuses the client secret',
    status: 502,
    retriable: false,
    ...create,
    options: { credentials: { client_secret: 'a-secret-that-is-wrong' } },
  },
  {
    code: 'credentials_invalid',
    when: 'the secret is no JSON',
    status: 502,
    retriable: false,
    ...create,
    prepare: ({ secrets }) => secrets.set('default', '{ not JSON'),
  },
  {
    code: 'scope_missing',
    when: 'HaloPSA does not grant the scope',
    status: 502,
    retriable: false,
    ...create,
    prepare: ({ halo }) => {
      halo.state.oauth.allowed_scopes = ['read:customers'];
    },
  },
  {
    code: 'scope_missing',
    when: 'HaloPSA answers an empty 403',
    status: 502,
    retriable: false,
    ...search,
    prepare: ({ halo }) => halo.faults.add({ kind: 'empty-403', match: { path: '/api' } }),
  },
  {
    code: 'not_found',
    when: 'there is no such ticket',
    status: 404,
    retriable: false,
    action: 'update_ticket',
    input: { id: 9999, summary: 's' },
  },
  {
    code: 'ambiguous',
    when: 'a host name fits assets of several clients',
    status: 409,
    retriable: false,
    action: 'link_asset_to_ticket',
    input: { ticket_id: 2884, hostname: 'WS-100' },
    prepare: (extension) => openTicket(extension, { client_id: 14 }),
  },
  {
    code: 'halo_rejected',
    when: 'a mandatory field is missing',
    status: 422,
    retriable: false,
    ...create,
    input: { summary: 's', tickettype_id: 3 },
  },
  {
    code: 'rate_limited',
    when: 'HaloPSA says 429 and to wait a minute',
    status: 429,
    retriable: true,
    ...create,
    prepare: ({ halo }) => halo.faults.add({ kind: '429', retryAfter: 60, match: { path: '/api' }, times: Infinity }),
  },
  {
    code: 'halo_unavailable',
    when: 'HaloPSA answers 503 again and again',
    status: 503,
    retriable: true,
    ...search,
    prepare: ({ halo }) => halo.faults.add({ kind: 'status', status: 503, match: { path: '/api' }, times: Infinity }),
  },
  {
    code: 'halo_unavailable',
    when: 'HTML comes where JSON was due',
    status: 503,
    retriable: true,
    ...search,
    prepare: ({ halo }) => halo.faults.add({ kind: 'html', status: 200, match: { path: '/api' } }),
  },
  {
    code: 'halo_timeout',
    when: 'no answer comes in time',
    status: 504,
    retriable: true,
    ...search,
    options: { remainingMs: 2_500 },
    prepare: ({ halo }) => halo.faults.add({ kind: 'hang-before', match: { path: '/api' } }),
  },
  {
    code: 'outcome_unknown',
    when: 'the connection breaks after a write, and no look-up says what became of it',
    status: 504,
    retriable: true,
    ...create,
    prepare: ({ halo }) =>
      halo.faults.add(
        { kind: 'reset-after-commit', match: { method: 'POST', path: '/api' } },
        { kind: 'status', status: 503, match: { method: 'GET', path: '/api' }, times: Infinity },
      ),
  },
  {
    code: 'internal',
    when: 'our own code fails',
    status: 500,
    retriable: true,
    ...create,
    prepare: ({ deps }) => {
      deps.haloFor = () => {
        throw new TypeError('the detail');
      };
    },
  },
];
