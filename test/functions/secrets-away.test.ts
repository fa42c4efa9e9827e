import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ExtensionError } from '../../lib/errors.ts';
import { startTestExtension, type TestExtension } from '../support/extension.ts';
import { createTestClock, type TestClock } from '../support/test-clock.ts';

const AWAY = new ExtensionError('internal', 'AWS Secrets Manager did not answer.', { cause: new Error('away') });

let clock: TestClock;
let extension: TestExtension;
beforeEach(async () => {
  clock = createTestClock();
  extension = await startTestExtension({ clock });
});
afterEach(() => extension.close());

const create = (n: number) => extension.request('create_ticket', { summary: `s${n}` });
const loseSecrets = (afterMs: number) => {
  clock.advance(afterMs);
  extension.failSecrets(AWAY);
};

describe('while Secrets Manager is away', () => {
  test('a process that knows its secrets writes tickets, and its log says by what', async () => {
    await create(1);
    loseSecrets(10 * 60_000);
    expect((await create(2)).status).toBe(200);
    expect(extension.logs.filter(({ secret }) => secret !== undefined)).toMatchObject(
      ['test/extension', 'test/default', 'test/orgs/11111111-2222-4333-8444-555555555555'].map((secret) =>
        expect.objectContaining({ level: 'WARN', secret, cause: 'Error: away' }),
      ),
    );
  });

  test('a wrong signature is not judged by what may have been replaced, so that LimaCharlie comes again', async () => {
    await create(1);
    loseSecrets(60_000);
    const forged = () => extension.post({ body: '{}', headers: { 'lc-ext-sig': '0'.repeat(64) } });
    for (const n of [2, 3]) {
      expect(await forged()).toMatchObject({ status: 500, body: { retriable: true } });
      expect((await create(n)).status).toBe(200);
    }
  });

  test('no message is refused for good by credentials that may have been replaced', async () => {
    await create(1);
    loseSecrets(59.5 * 60_000); // the token is due, and the secrets are believed still
    extension.halo.faults.add({
      kind: 'status',
      status: 400,
      body: { error: 'invalid_client' },
      match: { path: '/auth' },
      times: Infinity,
    });
    for (const n of [2, 3, 4]) expect((await create(n)).body).toMatchObject({ retriable: true });
    expect(extension.logs.filter(({ secret }) => secret === 'test/default')).not.toEqual([]);
  });

  test('one that starts then fails for now, which the alarm on the error rate can see', async () => {
    loseSecrets(0);
    expect(await create(1)).toMatchObject({ status: 500, body: { retriable: true } });
    expect(extension.metrics.sum('errors', { code: 'internal' })).toBe(1);
    expect(extension.metrics.sum('requests')).toBe(1);
  });
});
