import type { AnyAction } from '../action/define-action.ts';
import { type JsonSchema, toSchema } from './json-schema.ts';

/** One line of a field table, in words. */
export interface FieldRow {
  name: string;
  type: string;
  isRequired: boolean;
  /** Markdown; empty where nothing stands in for a field that is left out. */
  standIn: string;
  description: string;
}

/** What an action takes. */
export function inputRows({ input }: AnyAction): FieldRow[] {
  const { properties = {}, required = [] } = toSchema(input);
  return Object.entries(properties).map(([name, field]) => toRow(name, field, required.includes(name)));
}

/** What it returns: `ticket.id` lies in the object `ticket`, `tickets[].id` in each object of the list `tickets`. */
export const resultRows = ({ output }: Pick<AnyAction, 'output'>): FieldRow[] => nestedRows('', toSchema(output));

function nestedRows(prefix: string, { properties = {}, required = [] }: JsonSchema): FieldRow[] {
  return Object.entries(properties).flatMap(([name, field]) => [
    toRow(prefix + name, field, required.includes(name)),
    ...(field.items ? nestedRows(`${prefix}${name}[].`, field.items) : nestedRows(`${prefix}${name}.`, field)),
  ]);
}

const toRow = (name: string, field: JsonSchema, isRequired: boolean): FieldRow => ({
  name,
  type: typeInWords(field),
  isRequired,
  standIn: standInOf(field),
  description: field.description ?? '',
});

function typeInWords(field: JsonSchema): string {
  if (field.enum) return field.enum.map((value) => `\`${value}\``).join(' or ');
  if (field.items) return `list of ${field.items.type}s`;
  if (field.minimum !== undefined && field.maximum !== undefined)
    return `${field.type} from ${field.minimum} to ${field.maximum}`;
  if (field.minimum !== undefined) return `${field.type}, ${field.minimum} or more`;
  return field['x-data-type'] === 'text' ? 'text' : (field.type ?? 'anything');
}

/** The organization's configuration comes before the action's own default. */
function standInOf(field: JsonSchema): string {
  const fromConfig = field['x-org-default'] === undefined ? [] : [`\`${field['x-org-default']}\` of the configuration`];
  const own = field.default === undefined ? [] : [`\`${JSON.stringify(field.default)}\``];
  return [...fromConfig, ...own].join(', else ');
}
