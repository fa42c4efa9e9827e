import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CHECK_NAMES } from '../../lib/checks/run-checks.ts';
import { OTHER_OID, startTestExtension, type TestExtension } from '../support/extension.ts';
import { apiCalls } from '../support/halo-calls.ts';
import { createTestClock } from '../support/test-clock.ts';

let extension: TestExtension;
beforeEach(async () => {
  extension = await startTestExtension();
});
afterEach(() => extension.close());

const restart = async (options: Parameters<typeof startTestExtension>[0]) => {
  await extension.close();
  extension = await startTestExtension(options);
};

const doors = {
  LimaCharlie: async (config?: object) => (await extension.request('test_connection', {}, { config })).body.data,
  'a direct caller': async () => (await extension.direct('test_connection', {})).body,
};

describe.each(Object.entries(doors))('%s', (_, testConnection) => {
  test('is shown the instance, the agent, the scopes and every check', async () => {
    const result = await testConnection();
    expect(result).toMatchObject({
      ok: true,
      instance: `${extension.halo.url}/`,
      agent: { id: 7, name: 'Sam Okoro', email: 'sam.okoro@msp.example' },
      scopes: { granted: ['edit:tickets', 'edit:assets', 'read:customers'], missing: [], excess: [] },
    });
    expect(result.checks.map(({ name }: { name: string }) => name)).toEqual(CHECK_NAMES);
  });

  test('is shown what is wrong, which is no error', async () => {
    await restart({ credentials: { client_secret: 'canary-of-a-wrong-secret' } });
    const result = await testConnection();
    expect(result.ok).toBe(false);
    expect(result.checks).toContainEqual({
      name: 'token',
      status: 'fail',
      code: 'credentials_invalid',
      finding: expect.stringContaining('invalid_client'),
      remedy: expect.stringContaining('`client_secret`'),
    });
    expect(JSON.stringify(result)).not.toContain('canary');
  });
});

test('a scope that was put into the secret a minute ago is seen', async () => {
  const clock = createTestClock();
  await restart({ clock, credentials: { scope: 'edit:tickets edit:assets' } });
  expect((await doors['a direct caller']()).scopes.granted).not.toContain('read:customers');
  clock.advance(60_000);
  const secret = JSON.parse(extension.secrets.get('default') ?? '');
  extension.secrets.set('default', JSON.stringify({ ...secret, scope: 'edit:tickets edit:assets read:customers' }));
  expect((await doors['a direct caller']()).scopes.granted).toContain('read:customers');
});

test('the outcome of notes is the one that the organization has configured', async () => {
  const outcomeOf = (result: { checks: { name: string; status: string }[] }) =>
    result.checks.find(({ name }) => name === 'outcomes')?.status;
  expect(outcomeOf(await doors.LimaCharlie({ note_outcome: 'Private Note' }))).toBe('ok');
  expect(outcomeOf(await doors.LimaCharlie({ note_outcome: 'Internal' }))).toBe('warn');
  await restart({ credentials: { defaults: { note_outcome: 'Internal' } } });
  expect(outcomeOf(await doors['a direct caller']())).toBe('warn');
});

test('priorities and agents are shown by the ids that a configuration takes', async () => {
  const { checks } = await doors['a direct caller']();
  const findingOf = (wanted: string) => checks.find(({ name }: { name: string }) => name === wanted).finding;
  expect(findingOf('priorities')).toMatch(/^1 Critical \(SLA 1\), .*5 Gold \(SLA 2\)\.$/);
  expect(findingOf('agents')).toBe('1 Unassigned, 7 Sam Okoro, 8 Priya Nair, 9 Lee Chen.');
});

test('nothing is written', async () => {
  await doors['a direct caller']();
  expect(apiCalls(extension).filter(({ method }) => method !== 'GET')).toEqual([]);
});

test('the token is a fresh one each time, since a token keeps the rights it was issued with', async () => {
  await extension.direct('lookup_client_site', { type: 'client' });
  extension.halo.calls.clear();
  await doors['a direct caller']();
  await doors['a direct caller']();
  expect(extension.halo.calls.matching({ path: '/auth/token' })).toHaveLength(2);
});

test('an organization within some clients learns nothing of how much there is beyond them', async () => {
  await restart({ credentials: { allowed_client_ids: [12] } });
  const text = JSON.stringify(await doors['a direct caller']());
  expect(text).not.toMatch(/Contoso|Fabrikam|record_count/);
});

test('an organization without credentials is refused as by every action', async () => {
  const { status, body } = await extension.request('test_connection', {}, { oid: OTHER_OID });
  expect([status, body.error]).toEqual([400, expect.stringContaining('org_not_configured')]);
});

test('its calls are logged like those of any action', async () => {
  await doors['a direct caller']();
  const line = extension.logs.find(({ message }) => message === 'action succeeded');
  expect(line).toMatchObject({ action: 'test_connection', halo_calls: 12 });
});
