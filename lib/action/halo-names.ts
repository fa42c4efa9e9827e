/** Of the inputs that HaloPSA calls otherwise: a detection has a `source` of its own, which a rule may send along. */
const HALO_NAMES: Readonly<Record<string, string>> = { source_id: 'source' };

/** What HaloPSA calls an input. */
export const haloNameOf = (input: string): string => HALO_NAMES[input] ?? input;
