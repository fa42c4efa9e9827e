import type { ExtensionError } from '../../errors.ts';

/** As many as there are inputs, and settings; more are somebody's invention. */
const MAX_NAMED = 30;

/** For the log: the names of what is wrong, never what was in it. Undefined: the error is of nothing that has a name. */
export const wrongFields = ({ errors }: ExtensionError): string[] | undefined =>
  errors && [...new Set(errors.map(({ field }) => field))].slice(0, MAX_NAMED);
