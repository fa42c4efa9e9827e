import { type Coerced, isBlank, isNoValue, toInteger, toObjectList } from './coerce.ts';

const EXPECTED = { expected: 'a list of objects, each with `name` or `id` (an integer), and `value`' };

/**
 * Each names its field by `name` or `id` (Swagger, `CustomField`), which HaloPSA wants as a plain integer where a template renders text. One whose
 * template found nothing is left out.
 */
export function readCustomFields(raw: unknown): Coerced<Record<string, unknown>[]> {
  const read = toObjectList(raw);
  if (!('value' in read)) return EXPECTED;
  const fields = read.value.filter((one) => !isUnnamed(one)).map(withPlainId);
  const isRight = fields.every((one) => ('id' in one ? one.id !== undefined : 'name' in one) && 'value' in one);
  return isRight ? { value: fields.filter(({ value }) => !isNoValue(value)) } : EXPECTED;
}

/** Whether the template that should have named the field found nothing. One without a name or an id at all is wrong. */
const isUnnamed = ({ id, name, ...rest }: Record<string, unknown>): boolean =>
  (id !== undefined || name !== undefined) && isBlank(id) && isBlank(name) && 'value' in rest;

/** Without an id that is blank or, as HaloPSA's 0 and -1, means none (QUIRKS.md, "not set"). Undefined: it can't be read. */
function withPlainId({ id, ...field }: Record<string, unknown>): Record<string, unknown> {
  if (isBlank(id)) return field;
  const read = toInteger(id);
  if (!('value' in read)) return { ...field, id: undefined };
  return read.value < 1 ? field : { ...field, id: read.value };
}
