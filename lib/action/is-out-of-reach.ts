import { ExtensionError } from '../errors.ts';

/** Whether a record could not be read since it is gone, hidden from the API's agent, or at a client beyond the org's. */
export function isOutOfReach(thrown: unknown): boolean {
  const { code } = ExtensionError.from(thrown);
  return code === 'not_found' || code === 'client_not_allowed';
}
