/** What a rule's values are evaluated against. */
export type Context = Record<string, unknown>;

/**
 * A rule's `extension request` as LimaCharlie would send it, as far as the documents' examples go: Go templates of paths, quoted texts
 * and `prettyjson`; bare strings as paths, dropped where they lead nowhere; anything else as it is.
 * @throws Error for a template that it can't evaluate, so that no example goes by unchecked
 */
export function renderRequest(request: Record<string, unknown>, context: Context): Record<string, unknown> {
  const rendered = Object.entries(request).map(([key, value]) => [key, renderValue(value, context)] as const);
  return Object.fromEntries(rendered.filter(([, value]) => value !== undefined));
}

function renderValue(value: unknown, context: Context): unknown {
  if (typeof value !== 'string') return value;
  if (!value.includes('{{')) return valueAt(value, context);
  return value.replaceAll(/\{\{(.*?)\}\}/g, (_, expression) => evaluate(expression.trim(), context));
}

function evaluate(expression: string, context: Context): string {
  const [, quoted] = /^"([^"]*)"$/.exec(expression) ?? [];
  if (quoted !== undefined) return quoted;
  const [, pretty, path] = /^(prettyjson )?\.([\w.]+)$/.exec(expression) ?? [];
  if (path === undefined) throw new Error(`Not a template that the examples' test can evaluate: {{ ${expression} }}`);
  const value = valueAt(path, context);
  if (pretty !== undefined) return JSON.stringify(value, null, 2);
  return value === undefined ? '<no value>' : String(value);
}

const valueAt = (path: string, context: Context): unknown =>
  path.split('.').reduce<unknown>((node, key) => (node as Context | undefined)?.[key], context);
