import { describe, expect, test } from '@jest/globals';
import { parseSecretOptions, SECRET_HELP } from '../../../../infra/secret/options.ts';
import { readMarkdownFiles } from '../../../support/markdown.ts';

const OID = '11111111-2222-4333-8444-55555555abcd';

describe('what is asked for', () => {
  test('to set a secret of the stage dev in AWS, unless said otherwise', () => {
    expect(parseSecretOptions(['set', 'default'])).toEqual({
      command: 'set',
      names: ['default'],
      stage: 'dev',
      local: false,
      generate: false,
      rotate: false,
      endRotation: false,
      create: false,
      yes: false,
    });
  });

  test('of an organization, whose id is written in lower case', () => {
    expect(parseSecretOptions(['set', `orgs/${OID.toUpperCase()}`]).names).toEqual([`orgs/${OID}`]);
  });

  test('a state file means the local stack', () => {
    expect(parseSecretOptions(['check', '--state', 'f'])).toMatchObject({ local: true, state: 'f', names: [] });
  });

  test('help, whatever else there is', () => {
    expect(parseSecretOptions(['--help', 'anything']).command).toBe('help');
  });
});

describe('a mistake is one sentence', () => {
  test.each([
    ['no command', [], /^Say what to do, `set` or `check`/],
    ['another command', ['get', 'default'], /^Say what to do/],
    ['no secret', ['set'], /^Say which one secret to set/],
    ['two', ['set', 'default', 'extension'], /^Say which one secret to set/],
    ['an unknown secret', ['set', 'org'], /^A secret is named `default`/],
    ['an organization without an id', ['set', 'orgs'], /the id being a UUID/],
    ['an id that is none', ['set', 'orgs/acme'], /the id being a UUID/],
    ['a longer path', ['set', `orgs/${OID}/x`], /the id being a UUID/],
    ['an unknown secret to check', ['check', 'default', 'x'], /^A secret is named/],
    ['an unknown option', ['set', 'default', '--client-secret', 'x'], /^Unknown option '--client-secret'; /],
    ['an option without its value', ['check', '--stage'], /argument missing; `npm run secret/],
    ['a rotation of credentials', ['set', 'default', '--rotate'], /go with `set extension` alone/],
    ['a secret made for HaloPSA', ['set', 'default', '--generate'], /go with `set extension` alone/],
    ['a check that rotates', ['check', 'extension', '--end-rotation'], /go with `set extension` alone/],
    ['an end that begins', ['set', 'extension', '--end-rotation', '--rotate'], /goes without/],
  ])('%s', (_, args, sentence) => {
    expect(() => parseSecretOptions(args)).toThrow(sentence);
  });
});

const pages = (await readMarkdownFiles()).map(({ text }) => text).join('\n');

describe('the commands that the guides and the help give', () => {
  const commands = [...`${pages}\n${SECRET_HELP}`.matchAll(/^ *npm run secret -- ([^\n<|#]+?)(?: +[<#|].*)?$/gm)];

  test('are found', () => expect(commands.length).toBeGreaterThan(5));

  test.each(commands.map(([, args = '']) => args))('npm run secret -- %s', (args) => {
    expect(parseSecretOptions(args.split(' ')).command).toMatch(/^(set|check)$/);
  });
});
