import type { HaloFields, HaloRecord } from '../halopsa/api.ts';
import { inCode } from '../in-code.ts';
import { isRecord } from '../json.ts';
import { isBlank } from './inputs/coerce.ts';
import { foldName } from './names/fold-name.ts';

/**
 * What HaloPSA shows otherwise than it was sent, a sentence each. It drops what doesn't fit (a priority of another SLA, an asset that doesn't
 * exist) and answers as if all were well. What the reply leaves out says nothing.
 */
export function notTakenOver(sent: HaloFields, ticket: HaloRecord): string[] {
  const others = Object.entries(sent).filter(([field, value]) => isOtherId(field, value, ticket[field]));
  return [
    ...others.map(
      ([field, value]) => `HaloPSA did not take over \`${field}\` ${value}: the ticket has ${ticket[field]}.`,
    ),
    ...missingAssets(sent.assets, ticket.assets),
    ...missingFields(sent.customfields, ticket.customfields),
  ];
}

const isOtherId = (field: string, value: unknown, shown: unknown): boolean =>
  field.endsWith('_id') && typeof shown === 'number' && Number.isSafeInteger(Number(value)) && Number(value) !== shown;

function missingAssets(sent: unknown, shown: unknown): string[] {
  if (!Array.isArray(sent) || !Array.isArray(shown)) return [];
  const attached = new Set(idsOf(shown));
  const missing = idsOf(sent).filter((id) => !attached.has(id));
  return missing.length === 0 ? [] : [`HaloPSA did not attach what has no asset's id: ${missing.join(', ')}.`];
}

/** A custom field that the ticket's type doesn't have. A reply that shows none may leave them out altogether. */
function missingFields(sent: unknown, shown: unknown): string[] {
  if (!Array.isArray(sent) || !Array.isArray(shown) || shown.length === 0) return [];
  const isSame = ({ id, name }: Record<string, unknown>, other: Record<string, unknown>) =>
    id === undefined ? isAlike(name, other.name) : isAlike(id, other.id);
  const has = (field: Record<string, unknown>) => shown.filter(isRecord).some((one) => isSame(field, one));
  const missing = sent.filter(isRecord).filter((field) => !isBlank(field.value) && !has(field));
  const names = missing.map(({ id, name }) => inCode(String(name ?? id)));
  return names.length === 0
    ? []
    : [`HaloPSA did not take over custom fields that the ticket does not have: ${names.join(', ')}.`];
}

/** What a reply leaves out may be the same. */
const isAlike = (sent: unknown, shown: unknown): boolean => isBlank(shown) || foldName(sent) === foldName(shown);

const idsOf = (list: readonly unknown[]): number[] => list.flatMap((one) => (isRecord(one) ? [Number(one.id)] : []));
