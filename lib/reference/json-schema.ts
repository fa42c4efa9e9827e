import { type JsonSchema as ConvertedSchema, toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';

/** A JSON Schema, or a part of one (draft 2020-12, which OpenAPI 3.1 uses). */
export interface JsonSchema {
  type?: string;
  title?: string;
  description?: string;
  default?: unknown;
  enum?: readonly unknown[];
  minimum?: number;
  maximum?: number;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: readonly string[];
  [keyword: string]: unknown;
}

/**
 * A valibot schema as JSON Schema. Of an input it describes what the value is once read: what may stand in for it (`"12"` for 12)
 * is a rule of all fields, said once in the document.
 */
export function toSchema(schema: v.GenericSchema): JsonSchema {
  const { $schema: _, ...jsonSchema } = toJsonSchema(schema, {
    typeMode: 'output',
    target: 'draft-2020-12',
    overrideAction: ({ jsonSchema: converted }) => withoutIntegerLimits(converted),
  });
  return jsonSchema as JsonSchema;
}

/** The limits of JavaScript's integers are no rule of ours. */
function withoutIntegerLimits({ minimum, maximum, ...rest }: ConvertedSchema): ConvertedSchema {
  return {
    ...rest,
    ...(minimum !== undefined && minimum !== Number.MIN_SAFE_INTEGER && { minimum }),
    ...(maximum !== undefined && maximum !== Number.MAX_SAFE_INTEGER && { maximum }),
  };
}
