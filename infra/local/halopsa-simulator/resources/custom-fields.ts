import type { CustomFieldDefinition, CustomFieldValue } from '../types.ts';
import { boundInt } from '../wire/binding.ts';

/** The stored custom fields with the posted ones, named by `id` or `name`, laid over them; names that the tenant doesn't have are ignored. */
export function mergeCustomFields(
  definitions: CustomFieldDefinition[],
  stored: CustomFieldValue[],
  posted: Record<string, unknown>[],
): CustomFieldValue[] {
  const merged = new Map(stored.map((field) => [field.id, field]));
  posted.forEach((field, i) => {
    const id = boundInt(field.id, `customfields[${i}].id`);
    const definition = definitions.find((known) => known.id === id || known.name === field.name);
    if (definition) merged.set(definition.id, { ...definition, value: field.value ?? null });
  });
  return [...merged.values()];
}

/** Custom fields as they are read back. */
export function customFieldsView(fields: CustomFieldValue[]) {
  return fields.map((field) => ({ ...field, type: 0, display: String(field.value ?? '') }));
}
