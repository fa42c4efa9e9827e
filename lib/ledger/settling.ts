/**
 * How long a write may still be on its way in HaloPSA after its sender has stopped waiting: a connection that broke, a proxy that gave up.
 * A look before that proves nothing, and a write before that can be overtaken.
 */
export const SETTLING_MS = 2_000;
