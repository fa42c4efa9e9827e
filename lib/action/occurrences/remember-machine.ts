import type { Counter } from '../../ledger/item-store.ts';
import type { OccurrenceContext } from './work.ts';

/** What fits into a note that somebody reads. */
export const MAX_MACHINES = 100;
const MAX_NAME_CHARS = 64;

/** Keeps on which machine it was seen, where one ticket stands for many. A name that can't be kept costs no occurrence. */
export async function rememberMachine(
  { store, machine }: OccurrenceContext,
  counterKey: string,
  { names }: Counter,
): Promise<void> {
  const name = machine?.trim().slice(0, MAX_NAME_CHARS).toWellFormed() ?? '';
  if (name === '' || names.includes(name) || names.length >= MAX_MACHINES) return;
  await store.addName(counterKey, name).catch(() => {});
}
