import { expect, test } from '@jest/globals';
import { parseSendOptions } from '../../../../../infra/local/cli/send-options.ts';
import { OperatorError } from '../../../../../infra/operator-error.ts';

test.each([
  [['create_ticket', '{"a":1}'], { action: 'create_ticket', data: { a: 1 }, direct: false, times: 1 }],
  [['create_ticket', '[]', '--key', 'k', '--direct', '--times', '3'], { data: [], key: 'k', direct: true, times: 3 }],
  [['a', '{}'], { config: {} }],
  [['a', '{}', '--config', '{"retry_minutes":30}'], { config: { retry_minutes: 30 } }],
  [['--state=/tmp/s', 'a', 'null'], { action: 'a', data: null, state: '/tmp/s' }],
  [['--help'], { help: true }],
])('%j are read', (args, expected) => {
  expect(parseSendOptions(args)).toMatchObject(expected);
});

test.each([
  [[], 'Give an action and its input as JSON'],
  [['create_ticket'], 'Give an action and its input as JSON'],
  [['create_ticket', '{}', 'more'], 'Give an action and its input as JSON'],
  [['create_ticket', '{summary:1}'], 'The input is not JSON'],
  [['create_ticket', '{}', '--config', 'x'], 'The configuration is not JSON'],
  [['create_ticket', '{}', '--config', '{}', '--direct'], 'A direct call carries no configuration'],
  [['create_ticket', '{}', '--times', '0'], '--times must be a number from 1 to 9999, but is "0".'],
  [['create_ticket', '{}', '--times', 'x'], '--times must be'],
  [['create_ticket', '{}', '--loud'], "Unknown option '--loud'"],
])('%j are refused in one sentence', (args, sentence) => {
  const parse = () => parseSendOptions(args);
  expect(parse).toThrow(sentence);
  expect(parse).toThrow(OperatorError);
  expect(parse).toThrow(/^[^\n]+$/);
});
