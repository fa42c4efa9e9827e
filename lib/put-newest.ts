/** Puts an entry at a map's end; where that makes more than `max`, the one that was put longest ago makes room. */
export function putNewest<K, V>(entries: Map<K, V>, key: K, value: V, max: number): void {
  entries.delete(key);
  entries.set(key, value);
  if (entries.size > max) entries.delete(entries.keys().next().value as K);
}
