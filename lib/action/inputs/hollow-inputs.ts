import type * as v from 'valibot';
import type { InputSchema } from '../define-action.ts';
import { hasNoValue } from './coerce.ts';
import { fieldMetadata } from './field-parts.ts';

/**
 * The inputs that tell one problem or machine from others, and whose text has a gap where a template found nothing: `dump/<no value>` is
 * the same for every machine, and would put all of them onto one ticket. Such a text counts as left out.
 */
export const hollowInputs = (schema: InputSchema, raw: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(schema.entries)
    .filter(([name, field]) => hasNoValue(raw[name]) && tellsApart(field))
    .map(([name]) => name);

const tellsApart = (field: v.GenericSchema) => fieldMetadata(field)['x-tells-apart'] === true;

export const hollowInputWarnings = (hollow: readonly string[]): string[] =>
  hollow.map(
    (name) => `The input \`${name}\` was ignored: it holds \`<no value>\`, as a template that found nothing renders.`,
  );

/** A subject or a body is sent as it is: with a gap it says more than nothing. But whoever wrote the template can't see the ticket. */
export const textGapWarnings = (schema: InputSchema, raw: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(schema.entries)
    .filter(([name, field]) => hasNoValue(raw[name]) && isText(field) && !tellsApart(field))
    .map(([name]) => `The input \`${name}\` holds \`<no value>\`: a template in it found nothing.`);

const isText = (field: v.GenericSchema) => ['string', 'text'].includes(fieldMetadata(field)['x-data-type'] ?? '');
