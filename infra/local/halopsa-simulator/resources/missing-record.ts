import type { Toggles } from '../toggles.ts';
import { HaloFailure } from '../wire/halo-failure.ts';

/** A GET or DELETE of a record that doesn't exist. */
export function notFound({ notFoundBody }: Pick<Toggles, 'notFoundBody'>): HaloFailure {
  return new HaloFailure(404, 'Record not found', notFoundBody);
}

/** A POST that names a record which doesn't exist. */
export function unknownId({ unknownIdStatus }: Pick<Toggles, 'unknownIdStatus'>): HaloFailure {
  return new HaloFailure(unknownIdStatus, 'Record not found', unknownIdStatus === 404 ? 'message' : 'exception');
}
