import { describe, expect, test } from '@jest/globals';
import { judgeMatch, type NameProblem, toNameError } from '../../../../lib/action/names/name-problems.ts';

const HIGH = { id: 2, name: 'High', detail: 'SLA 1' };
const OTHER_HIGH = { id: 6, name: 'high', detail: 'SLA 2' };

describe('a name and an id are judged together', () => {
  test.each([
    ['one record, no id', { kind: 'one', record: HIGH }, undefined, HIGH],
    ['one record, its id', { kind: 'one', record: HIGH }, 2, HIGH],
    ['several records, the id of one', { kind: 'several', records: [HIGH, OTHER_HIGH] }, 6, OTHER_HIGH],
  ] as const)('%s: it is that record', (_, match, id, record) => {
    expect(judgeMatch('priority', 'High', structuredClone(match) as never, id)).toEqual(record);
  });

  test.each([
    ['one record, another id', { kind: 'one', record: HIGH }, 3, 'invalid_input'],
    ['several records, an id of none', { kind: 'several', records: [HIGH, OTHER_HIGH] }, 3, 'invalid_input'],
    ['several records, no id', { kind: 'several', records: [HIGH, OTHER_HIGH] }, undefined, 'ambiguous'],
    ['no record, no id', { kind: 'none', nearest: ['Low'] }, undefined, 'not_found'],
    ['no record, an id', { kind: 'none', nearest: ['Low'] }, 3, 'not_found'],
  ] as const)('%s: %s', (_, match, id, code) => {
    expect(judgeMatch('priority', 'High', structuredClone(match) as never, id)).toMatchObject({
      code,
      error: { field: 'priority', received: '"High"' },
    });
  });

  test('several are listed with what tells them apart, ten at most', () => {
    const records = Array.from({ length: 12 }, (_, i) => ({ id: i + 1, name: 'High', detail: `SLA ${i}` }));
    const { sentence } = judgeMatch('priority', 'High', { kind: 'several', records }, undefined) as NameProblem;
    expect(sentence).toMatch(/^12 priorities are called `High`: 1 \(SLA 0\), .*10 \(SLA 9\)\.$/);
  });
});

test.each([
  ['that none has', { kind: 'none', nearest: ['n'.repeat(5_000)] }, undefined],
  ['that another has', { kind: 'one', record: HIGH }, 3],
  ['that several have', { kind: 'several', records: [HIGH, OTHER_HIGH] }, undefined],
] as const)('a long name %s is cut, and so are the names that are near', (_, match, id) => {
  const problem = judgeMatch('priority', 'x'.repeat(5_000), structuredClone(match) as never, id) as NameProblem;
  expect(problem.sentence).toContain(`\`${'x'.repeat(255)}…\``);
  for (const text of [problem.sentence, problem.error.received, problem.error.expected])
    expect(text.length).toBeLessThan(700);
});

describe('the error about several names', () => {
  const problem = (field: 'client' | 'agent', code: NameProblem['code']): NameProblem => ({
    code,
    sentence: `${field} is wrong.`,
    error: { field, expected: 'another', received: '"x"' },
  });

  test('holds all of them', () => {
    const error = toNameError([problem('client', 'ambiguous'), problem('agent', 'not_found')]);
    expect(error).toMatchObject({ code: 'not_found', retriable: false, message: 'client is wrong. agent is wrong.' });
    expect(error.errors?.map(({ field }) => field)).toEqual(['client', 'agent']);
    expect(error.hint).toContain('`client_id`, `agent_id`');
  });

  test.each([
    [['ambiguous', 'ambiguous'], 'ambiguous'],
    [['ambiguous', 'not_found'], 'not_found'],
    [['not_found', 'invalid_input'], 'invalid_input'],
  ] as const)('%j is %s', (codes, code) => {
    expect(toNameError(codes.map((one) => problem('client', one))).code).toBe(code);
  });
});
