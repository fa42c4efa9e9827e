import { describe, expect, test } from '@jest/globals';
import { DOCTOR_HELP, parseDoctorOptions } from '../../../../infra/doctor/options.ts';

const HALO = ['--instance-url', 'https://acme.halopsa.com', '--client-id', 'an-id'];

describe('what is asked for', () => {
  test('a check of the local stack, for people to read, unless said otherwise', () => {
    expect(parseDoctorOptions([])).toEqual({
      command: 'check',
      stage: 'dev',
      allowLoopback: false,
      write: false,
      matrix: false,
      output: 'table',
    });
  });

  test.each([
    ['check', []],
    ['probe', ['--write']],
    ['scopes', ['--matrix', '--write']],
    ['clean', []],
  ])('%s', (command, more) => {
    expect(parseDoctorOptions([command, ...more, ...HALO]).command).toBe(command);
  });

  test('every option has its place', () => {
    const args =
      'probe --tenant t --auth-url https://auth.example --scope all --write --allow-loopback --json --test-client-id 12 --asset-type-id 7';
    expect(parseDoctorOptions([...args.split(' '), ...HALO])).toMatchObject({
      instanceUrl: 'https://acme.halopsa.com',
      clientId: 'an-id',
      tenant: 't',
      authUrl: 'https://auth.example',
      scope: 'all',
      write: true,
      allowLoopback: true,
      output: 'json',
      testClientId: 12,
      assetTypeId: 7,
    });
  });

  test.each([
    [['--markdown'], { output: 'markdown' }],
    [['--secret-id', 'halopsa-limacharlie/prod/default'], { secretId: 'halopsa-limacharlie/prod/default' }],
    [['--stage', 'prod'], { stage: 'prod' }],
    [['--state', 'file'], { state: 'file' }],
    [['--help', '--instance-url', 'x'], { command: 'help' }],
  ])('%j', (args, options) => {
    expect(parseDoctorOptions(args)).toMatchObject(options);
  });
});

describe('a mistake is one sentence, and the code of what could not run', () => {
  test.each<[string, string[], RegExp]>([
    ['another command', ['repair'], /^Say what to do with one word: check, probe, scopes, clean\.$/],
    ['two commands', ['check', 'probe'], /^Say what to do/],
    ['an unknown option', ['--matrx'], /^Unknown option '--matrx'; .*--help/],
    ['an option without its value', ['--client-id'], /argument missing/],
    ['a secret as an argument', [...HALO, '--client-secret', 'canary'], /^The Client Secret is never an argument/],
    ['two forms of output', ['--json', '--markdown'], /^Choose one of --json and --markdown/],
    ['two sources', [...HALO, '--secret-id', 'x'], /^Choose one of --secret-id and --instance-url/],
    ['an address without a client', ['--instance-url', 'https://x.halopsa.com'], /go together/],
    ['a client without an address', ['--client-id', 'x'], /go together/],
    ['a tenant without an address', ['--tenant', 'x'], /go with --instance-url/],
    ['a probe that does not say --write', ['probe'], /say --write if that is meant/],
    ['a matrix of checks', ['check', '--matrix'], /--matrix goes with `scopes`/],
    ['a client that is no number', ['--test-client-id', 'acme'], /--test-client-id must be a positive whole number/],
    ['an asset type of 0', ['--asset-type-id', '0'], /--asset-type-id must be/],
  ])('%s', (_, args, sentence) => {
    const parse = () => parseDoctorOptions(args);
    expect(parse).toThrow(sentence);
    expect(parse).toThrow(expect.objectContaining({ exitCode: 2 }));
    expect(parse).not.toThrow(/canary/);
  });
});

test('the help names every option', () => {
  const names =
    'secret-id instance-url client-id tenant auth-url scope stage state allow-loopback write matrix test-client-id asset-type-id json markdown help';
  for (const name of names.split(' ')) expect(DOCTOR_HELP).toContain(`--${name}`);
});
