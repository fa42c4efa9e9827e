import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { OID, OTHER_OID, SHARED_SECRET, startTestExtension, type TestExtension } from '../support/extension.ts';
import { createTestClock, type TestClock } from '../support/test-clock.ts';

let clock: TestClock;
let extension: TestExtension;
let right: Record<string, unknown>;
beforeEach(async () => {
  clock = createTestClock();
  extension = await startTestExtension({ clock, credentials: { allowed_oids: [OID, OTHER_OID] } });
  right = JSON.parse(extension.secrets.get('default') ?? '');
});
afterEach(() => extension.close());

const put = (secret: object) => extension.secrets.set('default', JSON.stringify(secret));
const search = () => extension.request('search_tickets', {});

const MISTAKES: [string, object, string][] = [
  ['the deployment’s text', { REPLACE_ME: 'x' }, 'credentials_invalid'],
  ['a missing organization', { allowed_oids: [OTHER_OID] }, 'org_not_configured'],
  ['another’s address', { instance_url: 'https://example.com' }, 'credentials_invalid'],
  ['wrong defaults', { defaults: { default_client_id: 'abc' } }, 'credentials_invalid'],
  ['a wrong client secret', { client_secret: 'a-wrong-secret' }, 'credentials_invalid'],
];

describe('a corrected secret works with the next call', () => {
  test.each(MISTAKES)('after %s', async (_, mistake, code) => {
    put('REPLACE_ME' in mistake ? mistake : { ...right, ...mistake });
    expect((await search()).body.error).toContain(code);
    clock.advance(30_000); // as long as a refused client secret is remembered
    put(right);
    expect((await search()).status).toBe(200);
  });

  test('after an address of the token endpoint where there is none', async () => {
    put({ ...right, auth_url: `${right.instance_url}/nowhere` });
    extension.halo.faults.add({ kind: 'status', status: 404, body: '', match: { path: /nowhere/ }, times: Infinity });
    expect((await search()).body).toMatchObject({ retriable: true, error: expect.stringContaining('404') });
    clock.advance(11_000);
    put(right);
    expect((await search()).status).toBe(200);
  });

  test('and test_connection looks at the corrected one', async () => {
    put({ ...right, instance_url: 'https://example.com' });
    expect((await extension.direct('test_connection', {})).body.ok).toBe(false);
    clock.advance(15_000);
    put(right);
    expect((await extension.direct('test_connection', {})).body.ok).toBe(true);
  });

  test('also the one that LimaCharlie signs with', async () => {
    extension.secrets.set('extension', '{"REPLACE_ME":"x"}');
    expect((await search()).status).toBe(500);
    clock.advance(15_000);
    extension.secrets.set('extension', JSON.stringify({ shared_secret: SHARED_SECRET }));
    expect((await search()).status).toBe(200);
  });
});

test.each(MISTAKES)('a storm of calls under %s reads each secret every ten seconds at most', async (_, mistake) => {
  put('REPLACE_ME' in mistake ? mistake : { ...right, ...mistake });
  for (let second = 0; second < 30; second++) {
    await Promise.all(Array.from({ length: 5 }, search));
    clock.advance(1_000);
  }
  expect(extension.secretReads.filter((name) => name === 'test/default').length).toBeLessThanOrEqual(3);
});
