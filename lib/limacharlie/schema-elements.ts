import * as v from 'valibot';
import { fieldMetadata, unwrapOptional } from '../action/inputs/field-parts.ts';

/** LimaCharlie's description of one field ("Schema Data Types"). */
export interface SchemaElement {
  label: string;
  description: string;
  data_type: string;
  is_list: boolean;
  display_index: number;
  placeholder?: string;
  default_value?: unknown;
  enum_values?: readonly string[];
}

export interface SchemaObject {
  fields: Record<string, SchemaElement>;
  /** An AND of ORs. */
  requirements: string[][];
}

/** The fields of an input schema as LimaCharlie's form shows them. */
export function toSchemaObject(schema: v.ObjectSchema<v.ObjectEntries, undefined>): SchemaObject {
  const entries = Object.entries(schema.entries) as [string, v.GenericSchema][];
  return {
    fields: Object.fromEntries(entries.map(([name, field], index) => [name, toElement(field, index + 1)])),
    requirements: entries.filter(([, field]) => field.type !== 'optional').map(([name]) => [name]),
  };
}

function toElement(field: v.GenericSchema, displayIndex: number): SchemaElement {
  const inner = unwrapOptional(field);
  const metadata = fieldMetadata(field);
  const defaultValue = 'default' in field ? field.default : undefined;
  const options = enumOptions(inner);
  return {
    label: v.getTitle(inner) ?? '',
    description: v.getDescription(inner) ?? '',
    data_type: dataType(metadata['x-data-type']),
    is_list: metadata['x-is-list'] ?? false,
    display_index: displayIndex,
    ...(metadata['x-placeholder'] !== undefined && { placeholder: metadata['x-placeholder'] }),
    // LimaCharlie sends it where the caller left the input out, and the organization's configuration would never stand in for that.
    ...(defaultValue !== undefined && metadata['x-org-default'] === undefined && { default_value: defaultValue }),
    ...(options && { enum_values: options }),
  };
}

/**
 * LimaCharlie refuses every request that has a value for a `text`: its forms know the type, its check doesn't.
 * @see https://github.com/refractionPOINT/documentation (docs/6-developer-guide/extensions/schema-data-types.md, "Unsupported Data Types")
 */
const dataType = (type = 'string') => (type === 'text' ? 'string' : type);

function enumOptions(schema: v.GenericSchema): readonly string[] | undefined {
  const steps = 'pipe' in schema ? (schema.pipe as readonly v.GenericSchema[]) : [schema];
  const picklist = steps.find((step) => step.type === 'picklist');
  return picklist && 'options' in picklist ? (picklist.options as readonly string[]) : undefined;
}
