import { BindingFailure } from './halo-failure.ts';

/** Query parameters by name in any case. What isn't asked for is ignored silently, as HaloPSA does with every name that it doesn't know. */
export class Query {
  readonly #values: Map<string, string>;

  constructor(parameters: URLSearchParams) {
    this.#values = new Map([...parameters].map(([name, value]) => [name.toLowerCase(), value]));
  }

  /** The value; undefined where it is absent or empty. */
  text(name: string): string | undefined {
    return this.#values.get(name) || undefined;
  }

  /** Throws BindingFailure for what isn't an integer. */
  int(name: string): number | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : toInt(name, value);
  }

  /** Integers of a comma-separated list. Throws BindingFailure. */
  ints(name: string): number[] | undefined {
    return this.text(name)
      ?.split(',')
      .map((value) => toInt(name, value));
  }

  flag(name: string): boolean {
    return this.text(name)?.toLowerCase() === 'true';
  }
}

function toInt(name: string, value: string): number {
  if (!/^\s*-?\d+\s*$/.test(value)) throw new BindingFailure(name, `The value '${value}' is invalid.`);
  return Number(value);
}
