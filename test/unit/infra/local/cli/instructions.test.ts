import { expect, test } from '@jest/globals';
import { instructions } from '../../../../../infra/local/cli/instructions.ts';

const stack = {
  gatewayUrl: 'http://127.0.0.1:3000',
  webhookUrl: 'http://127.0.0.1:3000/',
  halopsaUrl: 'https://acme.halopsa.com',
  secretsManagerUrl: '',
  dynamodbUrl: '',
  secretPrefix: '',
  oid: 'the-org',
  sharedSecret: 'never-to-be-printed',
};
const printed = (state?: string) => instructions(stack, state).join('\n');

test('the commands are for this stack, the org is named, the secret is not', () => {
  expect(printed()).toContain(`npm run send -- create_ticket '{"summary":"Suspicious PowerShell on WS-042"}'\n`);
  expect(printed()).toContain('curl -sS http://127.0.0.1:3000/actions/search_tickets');
  expect(printed()).toContain('the-org');
  expect(printed()).not.toContain(stack.sharedSecret);
});

test('it says that direct routes are open here and not where they are deployed', () => {
  expect(printed()).toMatch(/deployed, these routes want requests signed for AWS IAM; here they are open/);
});

test('a stack with a state file of its own is found by it', () => {
  expect(printed('/tmp/other.json')).toContain(`' --state /tmp/other.json`);
});

test.each([
  ['/home/my clone/stack.json', `'/home/my clone/stack.json'`],
  [`/home/o'neil/stack.json`, `'/home/o'\\''neil/stack.json'`],
])('the path %s is one word for the shell', (path, word) => {
  expect(printed(path)).toContain(`' --state ${word}\n`);
});

test('only the simulator is called one', () => {
  expect(printed()).toContain('HaloPSA  https://acme.halopsa.com\n');
});
