import { describe, expect, test } from '@jest/globals';
import * as v from 'valibot';
import * as f from '../../../../lib/action/inputs/fields.ts';

const texts = { label: 'Label', description: 'What it is.' };

/** The value, or what was expected instead. */
function read(schema: v.GenericSchema, raw: unknown): unknown {
  const result = v.safeParse(schema, raw);
  return result.success ? result.output : { expected: result.issues.map((issue) => issue.expected).join() };
}

describe('a range is part of what is expected', () => {
  test.each([
    [f.integer(texts), '-5', -5],
    [f.integer(texts), 'x', { expected: 'an integer' }],
    [f.integer(texts, 1), '1', 1],
    [f.integer(texts, 1), 0, { expected: 'an integer of 1 or more' }],
    [f.integer(texts, 1), '-2884', { expected: 'an integer of 1 or more' }],
    [f.integer(texts, 1, 4), 4, 4],
    [f.integer(texts, 1, 4), 5, { expected: 'an integer from 1 to 4' }],
    [f.integer(texts, 1, 4), 'high', { expected: 'an integer from 1 to 4' }],
  ])('%#: %j', (schema, raw, expected) => {
    expect(read(schema, raw)).toEqual(expected);
  });
});

test.each([
  ['a line', f.line(texts)],
  ['what becomes part of a key', f.shortLine(texts, 6)],
])('blanks around %s are no part of it', (_, schema) => {
  expect(read(schema, ' WS-042\t')).toBe('WS-042');
});

test('a letter whose accent is written beside it is that letter', () => {
  expect(v.parse(f.line(texts), 'Mu\u0308ller')).toBe('M\u00fcller');
});

describe('one of several words', () => {
  const schema = f.oneOf(texts, ['client', 'site']);

  test.each([
    ['client', 'client'],
    [' Site ', 'site'],
    ['clients', { expected: '"client" or "site"' }],
    [1, { expected: '"client" or "site"' }],
    [['client'], { expected: '"client" or "site"' }],
  ])('%j is read as %j', (raw, expected) => {
    expect(read(schema, raw)).toEqual(expected);
  });
});

describe('a list of ids', () => {
  const schema = f.idList(texts);
  const wrong = { expected: 'a list of positive integers, or such integers separated by commas' };

  test.each([
    ['501, 502', [501, 502]],
    [501, [501]],
    [[], []],
    [[0], wrong],
    ['501,-1', wrong],
    ['all', wrong],
  ])('%j is read as %j', (raw, expected) => {
    expect(read(schema, raw)).toEqual(expected);
  });
});

describe('ids for a comma-separated filter', () => {
  const schema = f.idCsv(texts);
  const wrong = { expected: 'integers separated by commas, or a list of them' };

  test.each([
    ['1,2', '1,2'],
    [' 1 , 2 ', '1,2'],
    [[1, '2'], '1,2'],
    ['[1,2]', '1,2'],
    [9, '9'],
    ['open', wrong],
    ['1,', wrong],
    // No status at all would be no filter in HaloPSA: the opposite of what it says.
    [[], wrong],
    ['[]', wrong],
  ])('%j is read as %j', (raw, expected) => {
    expect(read(schema, raw)).toEqual(expected);
  });
});

describe('custom fields', () => {
  const schema = f.customFields(texts);
  const wrong = { expected: 'a list of objects, each with `name` or `id` (an integer), and `value`' };

  test.each([
    [[{ name: 'CFa', value: 1 }], [{ name: 'CFa', value: 1 }]],
    ['[{"id":137,"value":null}]', [{ id: 137, value: null }]],
    [[{ id: '137', value: 1 }], [{ id: 137, value: 1 }]],
    [[{ id: null, name: 'CFa', value: 1 }], [{ name: 'CFa', value: 1 }]],
    [[{ id: 'abc', value: 1 }], wrong],
    [[{ id: 1.5, name: 'CFa', value: 1 }], wrong],
    [[{ id: 0, value: 1 }], wrong],
    [{ name: 'CFa', value: '' }, [{ name: 'CFa', value: '' }]],
    [[], []],
    [[{ value: 1 }], wrong],
    [[{ name: 'CFa' }], wrong],
    [[{ name: 'CFa', value: 1 }, 'CFb'], wrong],
    ['CFa=1', wrong],
  ])('%j is read as %j', (raw, expected) => {
    expect(read(schema, raw)).toEqual(expected);
  });
});

describe('raw fields', () => {
  const schema = f.extraFields(texts);

  test.each([
    [
      { sla_id: 1, identity: 2, ticket_ids: 3 },
      { sla_id: 1, identity: 2, ticket_ids: 3 },
    ],
    ['{"a":{"id":1}}', { a: { id: 1 } }],
    [{ deadlinedate: null }, { deadlinedate: null }],
    [{}, {}],
  ])('%j is read as it is', (raw, expected) => {
    expect(read(schema, raw)).toEqual(expected);
  });

  test.each([
    [
      { Details: 'x', SLA_ID: 1 },
      { details: 'x', sla_id: 1 },
    ],
    ['{"Note":"x"}', { note: 'x' }],
    [{ Assets: [{ Id: 501 }] }, { assets: [{ Id: 501 }] }],
  ])('%j has its names in lower case, as HaloPSA writes them, and no nested one', (raw, expected) => {
    expect(read(schema, raw)).toEqual(expected);
  });

  test.each([
    [{ Details: { a: 1 } }, { details: '{\n  "a": 1\n}' }],
    [{ note: 5 }, { note: '5' }],
    [{ details_html: ['x'] }, { details_html: '[\n  "x"\n]' }],
  ])('%j holds a text, as the input of that name does', (raw, expected) => {
    expect(read(schema, raw)).toEqual(expected);
  });

  test('two spellings of one name are refused, and both are named', () => {
    const expected = 'an object with one of `details` and `Details`, which HaloPSA takes for one field';
    expect(read(schema, { details: 'a', sla_id: 1, Details: 'b' })).toEqual({ expected });
  });

  test.each([
    [{ id: 1 }, 'id'],
    [{ ID: 1 }, 'ID'],
    [{ Id: null }, 'Id'],
    [{ ' id ': 1 }, ' id '],
    [{ ticket_id: 1 }, 'ticket_id'],
    [{ Ticket_Id: 1 }, 'Ticket_Id'],
    [{ hiddenfromuser: false }, 'hiddenfromuser'],
    [{ HiddenFromUser: false }, 'HiddenFromUser'],
    ['{"id":1}', 'id'],
    [JSON.parse('{"__proto__":{"id":1}}'), '__proto__'],
    [{ constructor: 1 }, 'constructor'],
    [{ prototype: 1 }, 'prototype'],
    [JSON.parse('{"a":[{"__proto__":1}]}'), '__proto__'],
    ['{"a":{"b":{"constructor":1}}}', 'constructor'],
  ])('%j is refused by name', (raw, name) => {
    expect(read(schema, raw)).toEqual({ expected: `an object without \`${name}\`, which it may not carry` });
  });

  test('every refused name is named at once', () => {
    const raw = '{"Id":1,"sla_id":1,"hiddenfromuser":false,"a":[{"constructor":1},{"b":{"constructor":2}}]}';
    const expected = 'an object without `Id` and `hiddenfromuser` and `constructor`, which it may not carry';
    expect(read(schema, raw)).toEqual({ expected });
  });

  test.each([['[]'], ['text'], [1], [[{ a: 1 }]]])('%j is no object', (raw) => {
    expect(read(schema, raw)).toEqual({ expected: 'an object, or JSON of one in a string' });
  });
});

describe('a field carries what people read about it', () => {
  test.each([
    ['integer', f.integer(texts), 'integer', undefined],
    ['hours', f.hours(texts), 'integer', undefined],
    ['boolean', f.boolean(texts), 'bool', undefined],
    ['line', f.line(texts), 'string', undefined],
    ['text', f.text(texts), 'text', undefined],
    ['one of several', f.oneOf(texts, ['a']), 'enum', undefined],
    ['list of ids', f.idList(texts), 'integer', true],
    ['filter of ids', f.idCsv(texts), 'string', undefined],
    ['custom fields', f.customFields(texts), 'json', undefined],
    ['raw fields', f.extraFields(texts), 'json', undefined],
  ])('%s', (_, schema, type, isList) => {
    expect(v.getTitle(schema)).toBe('Label');
    expect(v.getDescription(schema)).toBe('What it is.');
    expect(v.getMetadata(schema)).toEqual({ 'x-data-type': type, ...(isList && { 'x-is-list': isList }) });
  });

  test('with placeholder and default where it has them', () => {
    const schema = f.line({ ...texts, placeholder: 'SOC', orgDefault: 'default_team' });
    expect(v.getMetadata(schema)).toMatchObject({ 'x-placeholder': 'SOC', 'x-org-default': 'default_team' });
  });
});

describe('a priority for each severity', () => {
  const expected = { expected: 'an object of critical, high, medium, low, info and priority ids' };
  test.each([
    [
      { Critical: '1', low: 4 },
      { critical: 1, low: 4 },
    ],
    ['{"high":2}', { high: 2 }],
    [{}, {}],
    [{ urgent: 1 }, expected],
    [{ high: 'soon' }, expected],
    ['high', expected],
  ])('%j', (raw, output) => {
    expect(read(f.priorityMap(texts), raw)).toEqual(output);
  });
});
