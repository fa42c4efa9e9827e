import { BindingFailure } from './halo-failure.ts';
import { Double, readJson } from './json.ts';

interface Kinds {
  int: number;
  double: number;
  bool: boolean;
  text: string;
  objects: Record<string, unknown>[];
}

export type FieldKind = keyof Kinds;
type Fields = Record<string, FieldKind>;

/** A bound element: only what was posted is there. */
export type Posted<F extends Fields> = { [N in keyof F]?: Kinds[F[N]] };

/**
 * The posted elements, bound as ASP.NET binds them: a JSON array of objects, member names in any case, unknown members dropped, null as good
 * as absent, numbers in strings accepted, and `95.0` refused where an integer belongs. Throws BindingFailure.
 */
export function bindElements<F extends Fields>(body: string, fields: F): Posted<F>[] {
  const posted = parse(body);
  if (!Array.isArray(posted)) throw notAnArray('', posted);
  if (posted.length === 0) throw new BindingFailure('', 'A non-empty request body is required.');
  return posted.map((element, i) => bindObject(element, fields, `[${i}]`));
}

/** The same for the one endpoint that takes a bare object. */
export function bindElement<F extends Fields>(body: string, fields: F): Posted<F> {
  return bindObject(parse(body), fields, '');
}

function parse(body: string): unknown {
  try {
    return readJson(body);
  } catch {
    throw new BindingFailure('', "Unexpected character encountered while parsing value. Path '', line 1, position 1.");
  }
}

function bindObject<F extends Fields>(element: unknown, fields: F, path: string): Posted<F> {
  if (!isObject(element))
    throw new BindingFailure(path, `Error converting value ${shown(element)} to the model's type.`);
  const bound: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(lowerCaseNames(element))) {
    const kind = fields[name];
    if (kind && value !== null) bound[name] = BINDERS[kind](value, path ? `${path}.${name}` : name);
  }
  return bound as Posted<F>;
}

const BINDERS: Record<FieldKind, (value: unknown, path: string) => unknown> = {
  int: (value, path) => {
    const int = typeof value === 'string' && /^\s*-?\d+\s*$/.test(value) ? Number(value) : value;
    if (Number.isInteger(int) && Math.abs(int as number) < 2 ** 31) return int;
    throw conversion(value, 'System.Nullable`1[System.Int32]', path);
  },
  double: (value, path) => {
    const double =
      value instanceof Double ? value.value : typeof value === 'string' && value.trim() ? Number(value) : value;
    if (Number.isFinite(double)) return double;
    throw conversion(value, 'System.Nullable`1[System.Double]', path);
  },
  bool: (value, path) => {
    if (typeof value === 'boolean') return value;
    if (/^(true|false)$/i.test(String(value))) return String(value).toLowerCase() === 'true';
    throw conversion(value, 'System.Nullable`1[System.Boolean]', path);
  },
  text: (value, path) => {
    if (typeof value !== 'object' || value instanceof Double)
      return String(value instanceof Double ? value.value : value);
    throw new BindingFailure(path, 'Error reading string. Unexpected token: StartObject.');
  },
  objects: (value, path) => {
    if (!Array.isArray(value)) throw notAnArray(path, value);
    return value.map((item, i) => {
      if (!isObject(item)) throw conversion(item, "the list's element type", `${path}[${i}]`);
      return lowerCaseNames(item);
    });
  },
};

/** An integer member of an object in a bound list, such as an asset's `id`; undefined where it is absent. */
export function boundInt(value: unknown, path: string): number | undefined {
  return value === undefined || value === null ? undefined : (BINDERS.int(value, path) as number);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Double);
}

function lowerCaseNames(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name.toLowerCase(), value]));
}

function conversion(value: unknown, type: string, path: string): BindingFailure {
  return new BindingFailure(path, `Error converting value ${shown(value)} to type '${type}'.`);
}

function notAnArray(path: string, value: unknown): BindingFailure {
  const what = isObject(value) ? 'object (e.g. {"name":"value"})' : `value ${shown(value)}`;
  return new BindingFailure(
    path,
    `Cannot deserialize the current JSON ${what} because the type requires a JSON array (e.g. [1,2,3]).`,
  );
}

function shown(value: unknown): string {
  return value instanceof Double ? value.value.toFixed(1) : JSON.stringify(value);
}
