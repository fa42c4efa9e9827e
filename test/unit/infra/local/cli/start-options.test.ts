import { describe, expect, test } from '@jest/globals';
import { parseStartOptions } from '../../../../../infra/local/cli/start-options.ts';
import { OperatorError } from '../../../../../infra/operator-error.ts';

const URL_ARGS = ['--halopsa-url', 'https://acme.halopsa.com'];

describe('arguments', () => {
  test.each([
    [[], { port: 3000, json: false, help: false }],
    [['--port', '0'], { port: 0 }],
    [['--port=65535', '--json'], { port: 65535, json: true }],
    [['--help'], { help: true }],
    [['--state', '/tmp/s'], { state: '/tmp/s' }],
  ])('%j are read', (args, expected) => {
    const options = parseStartOptions(args, {});
    expect(options).toMatchObject(expected);
    expect(options).not.toHaveProperty('halopsa');
  });

  test.each([
    [['--port', '65536'], '--port must be a number from 0 to 65535, but is "65536".'],
    [['--port', 'http'], '--port must be a number from 0 to 65535, but is "http".'],
    [['--port', '30.5'], '--port must be'],
    [['--port', ''], '--port must be'],
    [['--port=-1'], '--port must be a number from 0 to 65535, but is "-1".'],
    [['--port'], "'--port <value>' argument missing"],
    [['--prot', '1'], "Unknown option '--prot'"],
    [['extra'], "Unexpected argument 'extra'"],
    [['--halopsa-url', 'acme.halopsa.com'], '--halopsa-url must be an http or https URL, but is "acme.halopsa.com".'],
    [['--halopsa-url', 'ftp://acme'], '--halopsa-url must be an http or https URL'],
    [['--halopsa-url', ''], '--halopsa-url must be'],
  ])('%j are refused in one sentence', (args, sentence) => {
    const parse = () => parseStartOptions(args, {});
    expect(parse).toThrow(sentence);
    expect(parse).toThrow(OperatorError);
    expect(parse).toThrow(/^[^\n]+$/);
  });
});

describe("the environment's part of the secret", () => {
  const secret = (env: Record<string, string>, args = URL_ARGS) => parseStartOptions(args, env).halopsa?.secret;

  test('is each variable under its field', () => {
    const env = {
      HALOPSA_CLIENT_ID: 'id',
      HALOPSA_CLIENT_SECRET: 'secret',
      HALOPSA_TENANT: 'acme',
      HALOPSA_SCOPE: 'all',
      HALOPSA_OTHER: 'x',
    };
    expect(secret(env)).toEqual({ client_id: 'id', client_secret: 'secret', tenant: 'acme', scope: 'all' });
  });

  test.each([
    ['leaves out what is not set', {}, {}],
    ['leaves out what is empty', { HALOPSA_TENANT: '', HALOPSA_SECRET_JSON: '' }, {}],
    [
      'has the JSON on top',
      { HALOPSA_SCOPE: 'all', HALOPSA_SECRET_JSON: '{"scope":"x","n":[1]}' },
      { scope: 'x', n: [1] },
    ],
  ])('%s', (_, env, expected) => {
    expect(secret(env)).toEqual(expected);
  });

  test.each(['{', '[]', '"text"', '12', 'null'])('is refused when HALOPSA_SECRET_JSON is %s, unquoted', (text) => {
    const parse = () => secret({ HALOPSA_SECRET_JSON: text });
    expect(parse).toThrow('HALOPSA_SECRET_JSON must be a JSON object such as {"allowed_client_ids":[12]}.');
  });

  test('does not count without --halopsa-url', () => {
    expect(secret({ HALOPSA_SECRET_JSON: '{', HALOPSA_CLIENT_ID: 'id' }, [])).toBeUndefined();
  });
});
