import * as v from 'valibot';
import type { Coerced } from './coerce.ts';

/** What people and AI agents read about a field; LimaCharlie's form, OpenAPI and the field tables are made from it. */
export interface FieldTexts {
  label: string;
  description: string;
  placeholder?: string;
  /** The member of the org's extension configuration that stands in where the input is left out. */
  orgDefault?: string;
  /** The input for whose id this one takes a name. */
  nameOf?: string;
  /** It tells one problem or machine from others, so that a text with a gap in it is as good as none. */
  tellsApart?: boolean;
}

/** Where the text about a field lives in its schema. `x-` keeps the keys apart from JSON Schema's own. */
export interface FieldMetadata {
  'x-data-type': 'string' | 'text' | 'integer' | 'bool' | 'enum' | 'json';
  'x-is-list'?: boolean;
  'x-placeholder'?: string;
  'x-org-default'?: string;
  'x-name-of'?: string;
  'x-tells-apart'?: boolean;
  [key: string]: unknown;
}

/** A schema step that reads generously what a rule's template may have rendered, and says what it expected otherwise. */
export const reads = <T>(coerce: (raw: unknown) => Coerced<T>) =>
  v.pipe(
    v.unknown(),
    v.rawTransform<unknown, T>(({ dataset, addIssue, NEVER }) => {
      const read = coerce(dataset.value);
      if ('value' in read) return read.value;
      addIssue({ message: read.expected, expected: read.expected });
      return NEVER;
    }),
  );

/** The texts as they lie in the schema. */
export const about = <T>(texts: FieldTexts, type: FieldMetadata['x-data-type'], isList = false) =>
  [
    v.title<T, string>(texts.label),
    v.description<T, string>(texts.description),
    v.metadata<T, FieldMetadata>({
      'x-data-type': type,
      ...(isList && { 'x-is-list': true }),
      ...(texts.placeholder !== undefined && { 'x-placeholder': texts.placeholder }),
      ...(texts.orgDefault !== undefined && { 'x-org-default': texts.orgDefault }),
      ...(texts.nameOf !== undefined && { 'x-name-of': texts.nameOf }),
      ...(texts.tellsApart && { 'x-tells-apart': true }),
    }),
  ] as const;

/** The metadata of a field, also of an optional one. */
export const fieldMetadata = (schema: v.GenericSchema): Partial<FieldMetadata> => v.getMetadata(unwrapOptional(schema));

export const unwrapOptional = (schema: v.GenericSchema): v.GenericSchema =>
  'wrapped' in schema ? (schema.wrapped as v.GenericSchema) : schema;
