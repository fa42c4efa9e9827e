import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openTerminal, type Terminal } from '../../../../infra/secret/terminal.ts';

let input: PassThrough;
let output: PassThrough;
let terminal: Terminal;
let shown: string;
beforeEach(() => {
  input = new PassThrough();
  output = new PassThrough();
  shown = '';
  output.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
  });
  terminal = openTerminal({ input, output });
});
afterEach(() => terminal.close());

/** As a keyboard would: what is typed comes while the question waits. */
async function answer(question: string, typed: string, options?: { hidden: boolean }): Promise<string> {
  const asked = terminal.ask(question, options);
  for (const key of typed) input.write(key);
  input.write('\r');
  return asked;
}

describe('a question', () => {
  test('shows what is typed', async () => {
    expect(await answer('Address: ', 'https://a')).toBe('https://a');
    expect(shown).toContain('Address: ');
    expect(stripVTControlCharacters(shown)).toContain('https://a');
  });

  test('takes corrections', async () => {
    expect(await answer('Id: ', 'ab\x7fc')).toBe('ac');
  });

  test('that is hidden shows nothing of the answer, not even its length', async () => {
    expect(await answer('Secret: ', 'canary\x7fY', { hidden: true })).toBe('canarY');
    expect(shown).toBe('Secret: \n');
  });

  test('after a hidden one shows what is typed again', async () => {
    await answer('Secret: ', 'canary', { hidden: true });
    expect(await answer('Tenant: ', 'visible')).toBe('visible');
    expect(stripVTControlCharacters(shown)).toContain('visible');
    expect(shown).not.toContain('canary');
  });
});

test('lines that are pasted at once answer the questions in turn, and the secret among them is not shown', async () => {
  const first = terminal.ask('Id: ');
  input.write('the-id\rcanary-secret\rthe-tenant\r');
  expect([await first, await terminal.ask('Secret: ', { hidden: true }), await terminal.ask('Tenant: ')]).toEqual([
    'the-id',
    'canary-secret',
    'the-tenant',
  ]);
  expect(shown).not.toContain('canary');
});

test.each([
  ['Ctrl-C', '\x03'],
  ['Ctrl-D', '\x04'],
])('%s ends the questions in one sentence', async (_, key) => {
  const asked = terminal.ask('Id: ');
  input.write(key);
  await expect(asked).rejects.toThrow('There was no answer; nothing was written.');
  await expect(terminal.ask('Secret: ')).rejects.toThrow('There was no answer');
});

describe('a stream that is no terminal', () => {
  test('is not interactive, and is read to its end', async () => {
    expect(terminal.isInteractive).toBe(false);
    input.end('{"a":\n1}');
    expect(await terminal.readAll()).toBe('{"a":\n1}');
  });
});
