import { describe, expect, test } from '@jest/globals';
import * as registry from '../../../functions/registry.ts';
import type { AnyAction } from '../../../lib/action/define-action.ts';
import { buildSchema } from '../../../lib/limacharlie/schema.ts';
import type { SchemaElement, SchemaObject } from '../../../lib/limacharlie/schema-elements.ts';

const actions = Object.values(registry) as unknown as AnyAction[];
const schema = buildSchema(actions);

/** The protocol's list ("Schema Data Types"). */
const DATA_TYPES =
  'string text integer bool enum complex_enum secret sid oid platform architecture sensor_selector event_name tag duration time url domain json yaml code yara_rule yara_rule_name object record'.split(
    ' ',
  );
const NEVER_LISTS = ['json', 'yaml', 'code'];

/** Every element of an object, nested ones too, with its path. */
function elementsOf({ fields }: SchemaObject, path: string): [string, SchemaElement][] {
  return Object.entries(fields).flatMap(([name, element]) => {
    const nested = 'object' in element ? (element.object as SchemaObject) : undefined;
    return [[`${path}.${name}`, element], ...(nested ? elementsOf(nested, `${path}.${name}`) : [])] as [
      string,
      SchemaElement,
    ][];
  });
}

const objects: [string, SchemaObject][] = [
  ['config', schema.config_schema],
  ...Object.entries(schema.request_schema).flatMap(([name, request]): [string, SchemaObject][] => [
    [`${name}.parameters`, request.parameters],
    [`${name}.response`, request.response],
  ]),
];

test('it has the four members of the protocol', () => {
  expect(Object.keys(schema)).toEqual(['views', 'config_schema', 'request_schema', 'required_events']);
  expect(schema.views).toEqual([{ name: '', layout_type: 'config', default_requests: [] }]);
  expect(schema.required_events).toEqual(['subscribe', 'unsubscribe']);
});

test('it survives JSON', () => {
  expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
});

test('it holds a request for each action, and one with which LimaCharlie calls back', () => {
  expect(Object.keys(schema.request_schema)).toEqual([...actions.map(({ name }) => name), 'resume_request']);
});

test('that one is for nobody else, and takes a text', () => {
  expect(schema.request_schema.resume_request).toMatchObject({
    is_user_facing: false,
    parameters: { fields: { request: { data_type: 'string' } }, requirements: [['request']] },
  });
});

describe.each(objects)('%s', (path, object) => {
  const elements = elementsOf(object, path);

  test('has data types of the protocol, and lists only where those may be', () => {
    const wrong = elements.filter(
      ([, { data_type, is_list }]) => !DATA_TYPES.includes(data_type) || (is_list && NEVER_LISTS.includes(data_type)),
    );
    expect(wrong).toEqual([]);
  });

  test('requires fields that it has, each in an OR of one', () => {
    for (const anyOf of object.requirements) {
      expect(anyOf).toHaveLength(1);
      expect(Object.keys(object.fields)).toContain(anyOf[0]);
    }
  });

  test('counts its fields from 1', () => {
    const indexes = Object.values(object.fields).map(({ display_index }) => display_index);
    expect(indexes).toEqual(indexes.map((_, index) => index + 1));
  });
});

describe.each(Object.entries(schema.request_schema))('%s', (name, request) => {
  test('is shown to those whom it is for, with texts for each state, and does not act as the asking user', () => {
    expect(request).toMatchObject({
      is_user_facing: name !== 'resume_request',
      is_default: false,
      is_impersonated: false,
    });
    const texts = [
      request.label,
      request.short_description,
      request.long_description,
      ...Object.values(request.messages),
    ];
    for (const text of texts) expect(text).toMatch(/\S/);
  });

  test('describes every parameter to people and AI agents', () => {
    for (const [name, element] of Object.entries(request.parameters.fields)) {
      expect({ name, ...element }).toMatchObject({
        label: expect.stringMatching(/\S/),
        description: expect.stringMatching(/\.$/),
        placeholder: expect.stringMatching(/\S/),
      });
    }
  });
});

test.each([
  ['create_ticket', [['summary']]],
  ['update_ticket', [['id']]],
  ['search_tickets', []],
  ['add_action', [['ticket_id'], ['note']]],
  ['link_asset_to_ticket', [['ticket_id'], ['hostname']]],
  ['lookup_client_site', [['type']]],
])('%s requires what its documentation says', (name, requirements) => {
  expect(schema.request_schema[name]?.parameters.requirements).toEqual(requirements);
});

test('the defaults that a form shows are those that count', () => {
  const fields = schema.request_schema.add_action?.parameters.fields;
  expect(fields?.hiddenfromuser).toMatchObject({ data_type: 'bool', default_value: true });
});

test('what the configuration stands in for has no default, which LimaCharlie would send in its place', () => {
  expect(schema.request_schema.add_action?.parameters.fields.outcome).not.toHaveProperty('default_value');
  const link = schema.request_schema.link_asset_to_ticket?.parameters.fields;
  expect(link?.create_if_missing).not.toHaveProperty('default_value');
});

test.each(Object.keys(schema.request_schema))('%s has no input of a type that LimaCharlie refuses', (name) => {
  const fields = Object.values(schema.request_schema[name]?.parameters.fields ?? {});
  expect(fields.map(({ data_type: type }) => type)).not.toContainEqual(expect.stringMatching(/^(text|event_name)$/));
});
