import { describe, expect, test } from '@jest/globals';
import * as registry from '../../../functions/registry.ts';
import { parseInput } from '../../../lib/action/inputs/parse-input.ts';
import { FAILURES } from '../../../lib/errors.ts';
import type { JsonSchema } from '../../../lib/reference/json-schema.ts';
import { buildOpenApi } from '../../../lib/reference/openapi.ts';

const actions = Object.values(registry);
const document = JSON.parse(JSON.stringify(buildOpenApi(actions, '1.2.3')));

/** Every value under the key `$ref`, wherever it stands. */
function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => (key === '$ref' ? [String(child)] : referencesIn(child)));
}

const resolve = (reference: string): unknown =>
  reference
    .replace('#/', '')
    .split('/')
    // biome-ignore lint/suspicious/noExplicitAny: a walk through a JSON document
    .reduce((node: any, segment) => node?.[segment], document);

const operationOf = (name: string) => document.paths[`/actions/${name}`].post;

describe('the OpenAPI document', () => {
  test('has the members that OpenAPI 3.1 requires', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.info).toMatchObject({ title: expect.any(String), version: '1.2.3' });
    expect(document.info.license).toEqual({ name: 'Apache-2.0', identifier: 'Apache-2.0' });
  });

  test('has no reference that leads nowhere', () => {
    const references = referencesIn(document);
    expect(references.length).toBeGreaterThan(0);
    expect(references.filter((reference) => resolve(reference) === undefined)).toEqual([]);
  });

  test('declares every variable of its server addresses', () => {
    for (const { url, variables = {} } of document.servers) {
      const named = [...url.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(Object.keys(variables)).toEqual(named);
    }
  });

  test('offers SigV4 or a bearer token, each of them declared', () => {
    const offered = document.security.flatMap((alternative: object) => Object.keys(alternative));
    expect(offered).toEqual(['sigv4', 'jwt']);
    expect(Object.keys(document.components.securitySchemes)).toEqual(offered);
  });

  test('takes the organization and the idempotency key as optional headers', () => {
    const parameters: { in: string; name: string; required: boolean }[] = Object.values(document.components.parameters);
    expect(parameters.map((parameter) => parameter.name)).toEqual(['x-limacharlie-oid', 'Idempotency-Key']);
    expect(parameters.every((parameter) => parameter.in === 'header' && !parameter.required)).toBe(true);
  });

  test('has one path per action and no other', () => {
    expect(Object.keys(document.paths)).toEqual(actions.map((action) => `/actions/${action.name}`));
  });

  test("shows nothing of LimaCharlie's form", () => {
    expect(JSON.stringify(document.components.schemas)).not.toContain('"x-');
  });
});

describe.each(actions)('the operation $name', (action) => {
  const operation = operationOf(action.name);
  const inputSchema: JsonSchema = document.components.schemas[`${action.name}_input`];

  test('is named as the action', () => {
    expect(operation.operationId).toBe(action.name);
  });

  test('describes every input, with a type', () => {
    const { properties = {} } = inputSchema;
    expect(Object.keys(properties)).toEqual(Object.keys(action.input.entries));
    const untyped = Object.entries(properties).filter(([, field]) => !field.type && !field.enum);
    expect(untyped).toEqual([]);
  });

  test('can do without a body only where nothing is required', () => {
    const isRefused = () => parseInput(action.input, {});
    if (operation.requestBody.required) expect(isRefused).toThrow();
    else expect(isRefused).not.toThrow();
  });

  test('has examples, and each is what reading it leaves of it', () => {
    const examples: { value: object }[] = Object.values(operation.requestBody.content['application/json'].examples);
    expect(examples.length).toBeGreaterThan(0);
    for (const { value } of examples) expect(parseInput(action.input, value).input).toMatchObject(value);
  });

  test('answers a dry run with what would be sent, and only where it takes one', () => {
    const { schema } = operation.responses[200].content['application/json'];
    const result = { $ref: `#/components/schemas/${action.name}_result` };
    const dryRun = { $ref: '#/components/schemas/dry_run_result' };
    expect(schema).toEqual('dry_run' in action.input.entries ? { oneOf: [result, dryRun] } : result);
  });

  test('has a result that is not taken for a dry run', () => {
    const dryRun: JsonSchema = document.components.schemas.dry_run_result;
    const result: JsonSchema = document.components.schemas[`${action.name}_result`];
    expect(dryRun.required).toEqual(['dry_run', 'would_send']);
    expect(result.required?.length).toBeGreaterThan(0);
    expect(result.required?.filter((name) => name in (dryRun.properties ?? {}))).toEqual([]);
  });

  test('answers with every status that a failure can have, at its door or before it', () => {
    const statuses = Object.values(FAILURES).map(({ status }) => String(status));
    const beforeTheDoor = ['401', '403', '413', '429', '500', '503'];
    expect(new Set(Object.keys(operation.responses))).toEqual(new Set(['200', ...statuses, ...beforeTheDoor]));
  });

  test('is filed under what it does to HaloPSA', () => {
    expect(operation.tags).toEqual([action.annotations.readOnly ? 'reads' : 'writes']);
  });
});
