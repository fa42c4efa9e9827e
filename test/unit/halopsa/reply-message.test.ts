import { describe, expect, test } from '@jest/globals';
import { replyMessage } from '../../../lib/halopsa/reply-message.ts';

const message = (text: string, secrets: string[] = []) => replyMessage(text, secrets);

describe("HaloPSA's words are found in", () => {
  test.each([
    [
      'an exception',
      '{"ClassName":"System.Exception","Message":"An Outcome must be entered for this Action","Data":null,"StackTraceString":"at Halo.X"}',
      'An Outcome must be entered for this Action',
    ],
    ['a message', '{"Message":"Record not found"}', 'Record not found'],
    ['a message in lower case', '{"message":"Record not found"}', 'Record not found'],
    ['an OAuth error', '{"error":"invalid_client"}', 'invalid_client'],
    [
      'an OAuth error with a description',
      '{"error":"invalid_scope","error_description":"The specified scope is invalid."}',
      'The specified scope is invalid.',
    ],
    ['an error’s message', '{"error_message":"Category must be entered"}', 'Category must be entered'],
    ['a result code', '{"resultCode":7,"errorMessage":"No such asset"}', 'No such asset'],
    [
      'a model binding of a list',
      '{"[0].client_id":["Error converting value \\"abc\\""]}',
      'client_id: Error converting value "abc"',
    ],
    [
      'a model binding of several fields',
      '{"id":["The value is invalid."],"[0].site_id":["Wrong.","Very."]}',
      'id: The value is invalid.; site_id: Wrong. Very.',
    ],
    [
      'a model binding in a problem document',
      '{"title":"One or more errors","errors":{"$[0].id":["Not an integer."]}}',
      '$[0].id: Not an integer.',
    ],
    ['another member where the first is empty', '{"Message":"","error":"invalid_client"}', 'invalid_client'],
    ['plain text', ' Rate Limit Reached ', 'Rate Limit Reached'],
    ['a quoted string', '"Record not found"', 'Record not found'],
    ['JSON of another shape', '{"code":12}', '{"code":12}'],
    ['JSON that stops in the middle', '{"Message":"Rec', '{"Message":"Rec'],
    ['HTML', '<!DOCTYPE html><html><body>502</body></html>', '(an HTML page)'],
    ['nothing', '', '(no text)'],
    ['blanks', ' \r\n ', '(no text)'],
    ['an empty string', '""', '(no text)'],
  ])('%s', (_, text, words) => {
    expect(message(text)).toBe(words);
  });
});

describe('a stack is left off', () => {
  const STACK = '   at Halo.Faults.Save(Fault f) in C:\\inetpub\\Halo\\Faults.cs:line 42';
  test.each([
    ['of a text', `Object reference not set.\r\n${STACK}\r\n${STACK}`, 'Object reference not set.'],
    ['with the exception within', `Outer.\n ---> Inner.\n${STACK}\n --- End ---`, 'Outer.\n ---> Inner.'],
    ['of a message', JSON.stringify({ Message: `Not set.\r\n${STACK}` }), 'Not set.'],
    ['of a quoted string', JSON.stringify(`Not set.\n\t${STACK.trim()}`), 'Not set.'],
    ['of JSON of another shape', JSON.stringify({ why: `Not set.\r\n${STACK}` }), '{"why":"Not set.\\r'],
    ['that is a member of such', JSON.stringify({ code: 7, trace: STACK }), '{"code":7,"trace":'],
    ['that is all', `${STACK}\n${STACK}`, '(no text)'],
  ])('%s', (_, text, words) => {
    expect(message(text)).toBe(words);
  });

  test.each([
    'Closing is refused:\nat first, assign the ticket',
    'Look at Halo (below)',
    'at least one asset (or none)',
  ])('and nothing of other words: %j', (text) => {
    expect(message(text)).toBe(text);
  });
});

test('the first 300 characters suffice', () => {
  expect(message('x'.repeat(300))).toBe('x'.repeat(300));
  expect(message('x'.repeat(301))).toBe(`${'x'.repeat(300)}…`);
});

describe('a secret that HaloPSA repeats', () => {
  test('costs no word of a text without one', () => {
    const text = `You do not have permission: eyJ${'a'.repeat(20_000)}`;
    expect(message(text, ['s'.repeat(800)])).toBe('You do not have permission: [redacted]');
  });

  test.each([9_985, 9_990, 9_999])('is not shown in part where the text that is looked through ends (%i)', (before) => {
    const text = JSON.stringify({ error_description: `eyJ${'a'.repeat(before - 4)} canary-secret-1234` });
    expect(message(text, ['canary-secret-1234'])).not.toMatch(/can/);
  });

  test('is redacted', () => {
    expect(message('{"Message":"bad secret canary-1234"}', ['canary-1234'])).toBe('bad secret [redacted]');
  });

  test.each([280, 290, 295, 299])('is redacted also where the cut goes through it (from character %i)', (before) => {
    const text = `${'x'.repeat(before)}canary-secret-of-forty-characters-0123456`;
    expect(message(text, ['canary-secret-of-forty-characters-0123456'])).not.toContain('cana');
  });
});

test('a message of megabytes is read in no time', () => {
  const startedAtMs = performance.now();
  message('eyJhbGciOi-'.repeat(400_000));
  expect(performance.now() - startedAtMs).toBeLessThan(1_000);
});
