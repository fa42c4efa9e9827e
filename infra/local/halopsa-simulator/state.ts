import { defaultSeed } from './seed.ts';
import type { Seed, State } from './types.ts';

/** The tenant at its start: the default seed, of which each list or value in `seed` replaces one. */
export function createState(seed: Partial<Seed> = {}): State {
  const whole = structuredClone({ ...defaultSeed(), ...seed });
  const lastAssetId = Math.max(0, ...whole.assets.map((asset) => asset.id));
  return { ...whole, tickets: [], actions: [], tokens: [], next_asset_id: lastAssetId + 1, next_token_number: 1 };
}
