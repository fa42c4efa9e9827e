import type { ErrorCode, ErrorDetails } from '../errors.ts';

type Example = { detail: string; hint: string } & Pick<ErrorDetails, 'errors' | 'halo'>;

/** How each failure reads to a direct caller. */
export const PROBLEM_EXAMPLES: Readonly<Record<ErrorCode, Example>> = {
  invalid_input: {
    detail: 'The input is wrong. `client_id`: expected an integer, received "north".',
    hint: 'Correct `client_id` and send it again; nothing was sent to HaloPSA.',
    errors: [{ field: 'client_id', expected: 'an integer', received: '"north"' }],
  },
  unknown_action: {
    detail: 'There is no action `create_tickets`.',
    hint: 'Did you mean `create_ticket`?',
  },
  org_not_configured: {
    detail: 'The organization `11111111-2222-4333-8444-555555555555` has no HaloPSA credentials here.',
    hint: "Put the org's credentials into the secret `halopsa-limacharlie/prod/orgs/11111111-2222-4333-8444-555555555555`, or list the org in `allowed_oids` of the secret `halopsa-limacharlie/prod/default`.",
  },
  client_not_allowed: {
    detail: 'The organization may not touch the HaloPSA client 44.',
    hint: 'Use one of the clients that are allowed for it: 12.',
  },
  credentials_invalid: {
    detail: 'HaloPSA refused to issue a token (400): invalid_client',
    hint: 'Renew the client secret in HaloPSA and put it into the secret.',
    halo: { status: 400, message: 'invalid_client' },
  },
  scope_missing: {
    detail: 'HaloPSA answered 403 to /Tickets: Forbidden',
    hint: 'Give the API application `edit:tickets` in HaloPSA and add it to `scope` in the secret.',
    halo: { status: 403, message: 'Forbidden' },
  },
  not_found: {
    detail: 'HaloPSA answered 404 to /Tickets/2884: Ticket not found',
    hint: 'Check the ids; a record that the API agent may not see looks the same as one that does not exist.',
    halo: { status: 404, message: 'Ticket not found' },
  },
  ambiguous: {
    detail: '2 assets are called `WS-100`: 301 (client 12), 302 (client 13).',
    hint: 'Send `client_id`, or attach the right asset by its id with `update_ticket`.',
  },
  halo_rejected: {
    detail: 'HaloPSA answered 400 to /Tickets: Category is mandatory',
    hint: "Correct what HaloPSA's message names; a mandatory field can be sent through `extra` or `customfields` where the action takes that, or be given a default in HaloPSA. Nothing was written.",
    halo: { status: 400, message: 'Category is mandatory' },
  },
  rate_limited: {
    detail: 'HaloPSA answered 429 to /Tickets: Too many requests',
    hint: 'Send it again in 17 seconds.',
    halo: { status: 429, message: 'Too many requests' },
  },
  halo_unavailable: {
    detail: 'HaloPSA answered 503 to /Tickets: Service unavailable',
    hint: 'Send it again later. Nothing was written.',
    halo: { status: 503, message: 'Service unavailable' },
  },
  halo_timeout: {
    detail: "HaloPSA's token endpoint did not answer in time.",
    hint: 'Send it again later.',
  },
  outcome_unknown: {
    detail: 'HaloPSA answered 502 to /Tickets: Bad gateway',
    hint: 'Send it again under the same idempotency key, which finds out whether it was written. Without a key, look in HaloPSA first: sent again, it may be written twice.',
    halo: { status: 502, message: 'Bad gateway' },
  },
  internal: {
    detail: 'An unexpected error occurred.',
    hint: 'Try again; if it persists, look up the request id in the logs.',
  },
};
