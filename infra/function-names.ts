import * as registry from '../functions/registry.ts';

/** LimaCharlie's one destination; it is no action, so the registry doesn't list it. */
export const WEBHOOK_FUNCTION = 'limacharlie_webhook';

/** Every Lambda of the stack by its name on the wire. */
export const functionNames: readonly string[] = [
  WEBHOOK_FUNCTION,
  ...Object.values(registry).map((action) => action.name),
];
