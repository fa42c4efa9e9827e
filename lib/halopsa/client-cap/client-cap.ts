import { ExtensionError, type FieldError } from '../../errors.ts';
import { toId } from '../reply-shapes.ts';

/** The HaloPSA clients that an org may touch, and the one error for everything beyond them. */
export interface ClientCap {
  readonly allowedIds: readonly number[];
  /** The only allowed client; undefined where there are several, or none. */
  readonly onlyId: number | undefined;
  /** Whether it is the id of an allowed client. No id is none. */
  allows(clientId: unknown): boolean;
  /**
   * @param owned the record that belongs to the client, where the caller named that and not the client
   * @throws ExtensionError `client_not_allowed`
   */
  requireClient(clientId: unknown, owned?: string): number;
  /** `client_not_allowed`. @param hint default: the allowed clients */
  refusal(message: string, errors?: readonly FieldError[], hint?: string): ExtensionError;
}

const MAX_NAMED = 20;

export function createClientCap(allowedIds: readonly number[]): ClientCap {
  const allowed = new Set(allowedIds);
  const refusal = (message: string, errors?: readonly FieldError[], hint = hintFor(allowedIds)) =>
    new ExtensionError('client_not_allowed', message, { hint, ...(errors && { errors }) });

  return {
    allowedIds,
    onlyId: allowedIds.length === 1 ? allowedIds[0] : undefined,
    allows: (clientId) => allowed.has(toId(clientId) ?? Number.NaN),
    requireClient(clientId, owned) {
      const id = toId(clientId);
      if (id !== undefined && allowed.has(id)) return id;
      if (owned === undefined) throw refusal(`The organization may not touch the HaloPSA client ${id}.`);
      if (id !== undefined)
        throw refusal(`The organization may not touch the HaloPSA client ${id}, to which ${owned} belongs.`);
      throw refusal(`HaloPSA does not say to which client ${owned} belongs, so the organization may not touch it.`);
    },
    refusal,
  };
}

function hintFor(allowedIds: readonly number[]): string {
  if (allowedIds.length === 0) return "No client is allowed for it: see `allowed_client_ids` in the org's secret.";
  const named = allowedIds.slice(0, MAX_NAMED).join(', ');
  const rest = allowedIds.length - MAX_NAMED;
  return `Use one of the clients that are allowed for it: ${named}${rest > 0 ? ` and ${rest} more` : ''}.`;
}
