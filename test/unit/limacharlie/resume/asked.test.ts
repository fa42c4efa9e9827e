import { expect, test } from '@jest/globals';
import { type Asked, fromState, toState } from '../../../../lib/limacharlie/resume/asked.ts';

const asked: Asked = {
  action: 'create_ticket',
  data: { summary: 'ünïcode "quoted" <no value>', extra: { nested: [1, null] } },
  config: { default_client_id: 12 },
  key: 'k',
  sinceMs: 1_764_000_000_000,
  attempt: 3,
};

test('a request that was put off comes back as it was', () => {
  expect(fromState(JSON.parse(JSON.stringify(toState(asked))))).toEqual(asked);
});

test.each([1e20, -1e16, 1.8446744073709552e19, 1e21, 0.1, 42])('a number stays the number that it is: %d', (value) => {
  expect(fromState(toState({ ...asked, data: { value } }))?.data).toEqual({ value });
});

test('without data or a configuration too', () => {
  const { data, config, ...bare } = asked;
  expect(fromState(toState({ ...bare, data: undefined, config: undefined }))).toEqual(bare);
});

test('what LimaCharlie keeps is one text, which its check of a request takes', () => {
  expect(toState(asked)).toEqual({ request: expect.any(String) });
});

const text = (more: object) => ({ request: JSON.stringify({ ...asked, ...more }) });
test.each<[string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['no request', {}],
  ['a request that is no text', { request: asked }],
  ['no JSON', { request: 'x' }],
  ['a list', { request: '[]' }],
  ['no key', text({ key: undefined })],
  ['no action', { request: JSON.stringify({ key: 'k' }) }],
  ['a number of attempts that is none', text({ attempt: -1 })],
  ['half an attempt', text({ attempt: 0.5 })],
  ['a time that is none', text({ sinceMs: 'now' })],
])('what somebody made up is not taken for one: %s', (_, data) => {
  expect(fromState(data)).toBeUndefined();
});
