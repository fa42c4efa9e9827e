import type { HaloApi } from '../api.ts';
import { unwrapRecord } from '../reply-shapes.ts';
import type { SendHalo } from '../transport.ts';

/** End users come under the customers scope, as sites do. */
export const createUsers = (send: SendHalo): HaloApi['users'] => ({
  get: async (id) =>
    unwrapRecord(await send({ method: 'GET', path: `/Users/${id}`, scope: 'read:customers' }), 'users', 'read'),
});
