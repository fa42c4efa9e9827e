import * as v from 'valibot';
import { unwrapOptional } from '../action/inputs/field-parts.ts';
import type { SchemaElement, SchemaObject } from './schema-elements.ts';

/** Valibot's schema types in LimaCharlie's words. Hours have no type of their own there. */
const DATA_TYPES: Readonly<Record<string, string>> = {
  string: 'string',
  number: 'integer',
  boolean: 'bool',
  loose_object: 'object',
  object: 'object',
  record: 'json',
  unknown: 'json',
};

type ResponseElement = SchemaElement & { object?: SchemaObject };

/** The fields of a result, nested ones included. */
export function toResponseObject(entries: v.ObjectEntries): SchemaObject {
  const fields = Object.entries(entries) as [string, v.GenericSchema][];
  return {
    fields: Object.fromEntries(fields.map(([name, field], index) => [name, toElement(name, field, index + 1)])),
    requirements: [],
  };
}

function toElement(name: string, field: v.GenericSchema, displayIndex: number): ResponseElement {
  const base = baseOf(field);
  const item = base.type === 'array' && 'item' in base ? baseOf(base.item as v.GenericSchema) : undefined;
  const shown = item ?? base;
  const entries = 'entries' in shown ? (shown.entries as v.ObjectEntries) : undefined;
  return {
    label: v.getTitle(field) ?? name,
    description: v.getDescription(field) ?? '',
    data_type: DATA_TYPES[shown.type] ?? 'json',
    is_list: item !== undefined,
    display_index: displayIndex,
    ...(entries && { object: toResponseObject(entries) }),
  };
}

/** The schema without its optional wrapper and its pipe. */
function baseOf(schema: v.GenericSchema): v.GenericSchema {
  const inner = unwrapOptional(schema);
  const first = 'pipe' in inner ? (inner.pipe as readonly v.GenericSchema[])[0] : undefined;
  return first === undefined || first === inner ? inner : baseOf(first);
}
