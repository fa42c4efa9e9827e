/** What a rule's values are evaluated against. */
export type Context = Record<string, unknown>;

/** Members of gjson's language that the examples don't use, and that this is therefore not able to tell from plain text. */
const OTHER_GJSON = /[|#*?(){}[\]!~\\]|@(?!this$)/;

/**
 * A rule's `extension request` as LimaCharlie would send it, as far as the documents' examples go: Go templates of paths, quoted texts
 * and `prettyjson`; bare strings as gjson paths, dropped where they lead nowhere; objects member by member; anything else as it is
 * (refractionPOINT/documentation, "Template Strings and Transforms").
 * @throws Error for what it can't evaluate, so that no example goes by unchecked
 */
export function renderRequest(request: Record<string, unknown>, context: Context): Record<string, unknown> {
  const rendered = Object.entries(request).map(([key, value]) => [key, renderValue(value, context)] as const);
  return Object.fromEntries(rendered.filter(([, value]) => value !== undefined));
}

/** A template string: always a text, and a literal where there are no braces. */
export const renderText = (template: string, context: Context): string =>
  template.replaceAll(/\{\{(.*?)\}\}/g, (_, expression) => evaluate(expression.trim(), context));

function renderValue(value: unknown, context: Context): unknown {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return renderRequest(value as Context, context);
  if (typeof value !== 'string') return value;
  return value.includes('{{') ? renderText(value, context) : select(value, context);
}

function evaluate(expression: string, context: Context): string {
  const [, quoted] = /^"([^"]*)"$/.exec(expression) ?? [];
  if (quoted !== undefined) return quoted;
  const [, pretty, path] = /^(prettyjson )?\.([\w.]+)$/.exec(expression) ?? [];
  if (path === undefined) throw cannot(`the template {{ ${expression} }}`);
  const value = valueAt(path, context);
  if (pretty !== undefined) return JSON.stringify(value, null, 2);
  if (typeof value === 'object') throw cannot(`{{ ${expression} }}, which Go renders in a form of its own`);
  return value === undefined ? '<no value>' : String(value);
}

function select(path: string, context: Context): unknown {
  if (path === '@this') return context;
  if (OTHER_GJSON.test(path)) throw cannot(`the path ${path}`);
  return valueAt(path, context);
}

/** Numbers in a path count a list's members from 0, as in gjson. */
const valueAt = (path: string, context: Context): unknown =>
  path.split('.').reduce<unknown>((node, key) => (node as Context | null | undefined)?.[key], context);

const cannot = (what: string) => new Error(`The examples' test can't evaluate ${what}`);
