/** A number that .NET writes with a decimal point even where it is whole (`12.0`): JavaScript's own JSON can't tell it from `12`. */
export class Double {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
  toJSON(): number {
    return this.value;
  }
}

/** JSON text of `value`, with `Double` as `12.0` and whole-number ids in the given style. Undefined members are left out. */
export function writeJson(value: unknown, idStyle: 'int' | 'float' | 'string' = 'int', key = ''): string {
  if (value instanceof Double) return decimal(value.value);
  if (typeof value === 'number' && /id$/i.test(key)) return writeId(value, idStyle);
  if (Array.isArray(value)) return `[${value.map((item) => writeJson(item, idStyle)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${writeJson(member, idStyle, name)}`).join(',')}}`;
}

type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown;

/** The value of JSON text, with whole numbers that were written as `12.0` or `1e2` as `Double`. Throws SyntaxError. */
export function readJson(text: string): unknown {
  // TypeScript's declaration of the reviver doesn't know its third argument (JSON.parse source text access, V8 since 11.4).
  const reviver: Reviver = (_key, value, { source }) =>
    typeof value === 'number' && Number.isInteger(value) && !/^-?\d+$/.test(source ?? '') ? new Double(value) : value;
  return JSON.parse(text, reviver as (key: string, value: unknown) => unknown);
}

function writeId(id: number, style: 'int' | 'float' | 'string'): string {
  if (style === 'float') return decimal(id);
  return style === 'string' ? `"${id}"` : String(id);
}

function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}
