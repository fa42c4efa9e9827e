import { describe, expect, test } from '@jest/globals';
import { redact } from '../../lib/redact.ts';

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0NzExIn0.c2lnbmF0dXJl';

describe('what looks like a credential is replaced', () => {
  test.each([
    ['a JWT', `token ${JWT} refused`, 'token [redacted] refused'],
    ['a JWT behind an underscore', `x_${JWT}`, 'x_[redacted]'],
    ['a JWT that was cut short', JWT.slice(0, 20), '[redacted]'],
    ['a JWT of a message that ends with it', `"${JWT}"`, '"[redacted]"'],
    ['a bearer token', 'authorization: Bearer abc.def-123', 'authorization: Bearer [redacted]'],
    ['a bearer token in lower case, after blanks', 'bearer  abc.def-123', 'bearer [redacted]'],
    ['basic authentication', 'Basic dXNlcjpwYXNz', 'Basic [redacted]'],
    ['a member of JSON', '{"client_secret":"s3cr3t","scope":"all"}', '{"client_secret":"[redacted]","scope":"all"}'],
    ['a member of JSON with spaces', '"access_token" : "abc"', '"access_token" : "[redacted]"'],
    ['a member of JSON with a quote in it', String.raw`{"password":"a\"hunter2"}`, '{"password":"[redacted]"}'],
    ['a token that is no JWT', 'jwt=opaque1 id_token=opaque2', 'jwt=[redacted] id_token=[redacted]'],
    ['a form field', 'client_id=1&client_secret=s3cr3t&scope=all', 'client_id=1&client_secret=[redacted]&scope=all'],
    ['an environment variable', 'HALOPSA_CLIENT_SECRET=s3cr3t', 'HALOPSA_CLIENT_SECRET=[redacted]'],
    ['a signature header', 'lc-ext-sig: 0a1b2c', 'lc-ext-sig: [redacted]'],
    ['a password', "password='hunter2'", "password='[redacted]'"],
    [
      'both shared secrets',
      'shared_secret=a previous_shared_secret=b',
      'shared_secret=[redacted] previous_shared_secret=[redacted]',
    ],
  ])('%s', (_, text, clean) => {
    expect(redact(text)).toBe(clean);
  });

  test('JSON within a JSON string, where quotes are escaped', () => {
    const text = JSON.stringify(JSON.stringify({ client_secret: 's3cr3t', refresh_token: 'again' }));
    expect(redact(text)).not.toMatch(/s3cr3t|again/);
  });
});

test.each([
  'HaloPSA answered 400 to /Tickets: Category is a mandatory field',
  'The HaloPSA token lacks the scopes `edit:assets`.',
  'The HaloPSA credentials do not work',
  'ticket 2884 at client 12',
])('plain words stay as they are: %s', (text) => {
  expect(redact(text)).toBe(text);
});

describe('known secrets', () => {
  test('are replaced wherever they stand', () => {
    expect(redact('a topsecret b topsecret', ['topsecret'])).toBe('a [redacted] b [redacted]');
  });

  const SECRET = 'Ab+9/x "Q;z<K>&\'\t=={canary}';
  const HTML = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

  test.each([
    ['as they are', (secret: string) => secret],
    ['in a URL', encodeURIComponent],
    ['in a form', (secret: string) => new URLSearchParams({ s: secret }).toString()],
    ['in JSON', (secret: string) => JSON.stringify({ s: secret })],
    ['in a sentence in JSON', (secret: string) => JSON.stringify({ s: `refused: ${secret} is wrong` })],
    ['under a name in JSON', (secret: string) => JSON.stringify({ client_secret: secret })],
    ['in HTML', (secret: string) => Object.entries(HTML).reduce((text, pair) => text.replaceAll(...pair), secret)],
  ])('are replaced as they are spelt %s', (_, spell) => {
    expect(redact(`bad ${spell(SECRET)}`, [SECRET])).not.toMatch(/canary|Ab/);
  });

  test('are replaced with half a character in them', () => {
    expect(redact('bad \ud83e-canary', ['\ud83e-canary'])).toBe('bad [redacted]');
  });

  test('are text, not patterns', () => {
    expect(redact('axxxxb a.+*?b', ['a.+*?b'])).toBe('axxxxb [redacted]');
  });

  test('shorter than six characters are too common to replace', () => {
    expect(redact('12345 and 123456', ['12345', '123456'])).toBe('12345 and [redacted]');
  });
});

test.each(['-eyJaaaa', 'eyJ', 'Bearer ', 'Bearer\t \t', 'client_secret', 'client_secret = ', '"\\"\\', 'jwt:'])(
  'a megabyte of %j takes no longer than its length explains',
  (unit) => {
    const timeMs = (bytes: number) => {
      const text = unit.repeat(bytes / unit.length);
      const startedAtMs = performance.now();
      redact(text);
      return performance.now() - startedAtMs;
    };
    timeMs(50_000);
    // Twenty times the text; a quadratic pattern would take four hundred times as long.
    expect(timeMs(1_000_000)).toBeLessThan(100 * Math.max(5, timeMs(50_000)));
  },
);
