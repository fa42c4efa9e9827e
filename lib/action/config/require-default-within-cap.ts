import { wrongConfiguration } from '../inputs/wrong-input.ts';
import type { OrgConfig } from './org-config.ts';

/** A default client that the org may not touch would fail every ticket that names none. @throws ExtensionError `invalid_input` */
export function requireDefaultWithinCap(
  { default_client_id: clientId }: OrgConfig,
  allowedClientIds: readonly number[] | undefined,
): void {
  if (clientId === undefined || allowedClientIds === undefined || allowedClientIds.includes(clientId)) return;
  const allowed = allowedClientIds.join(', ') || 'none';
  throw wrongConfiguration([
    {
      field: 'default_client_id',
      expected: `a client that the organization may touch (allowed: ${allowed})`,
      received: String(clientId),
    },
  ]);
}
