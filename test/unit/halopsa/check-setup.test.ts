import { afterEach, describe, expect, test } from '@jest/globals';
import { checkSetup } from '../../../lib/halopsa/check-setup.ts';
import { startTestHalo, type TestHalo } from '../../support/halo.ts';

let halo: TestHalo;
afterEach(() => halo.close());

async function check(scope?: string): Promise<void> {
  halo = await startTestHalo({}, scope === undefined ? {} : { scope });
  await checkSetup('11111111-2222-4333-8444-555555555555', halo.sessions);
}

describe('an org can work with the scopes', () => {
  test.each([undefined, 'all', 'all:standard', 'edit:tickets edit:assets edit:customers read:kb'])(
    '%s',
    async (scope) => {
      await expect(check(scope)).resolves.toBeUndefined();
    },
  );
});

describe('an org can not work with the scopes', () => {
  test.each([
    ['read:tickets edit:assets read:customers', '`edit:tickets`'],
    ['edit:tickets read:customers', '`edit:assets`'],
    ['edit:tickets', '`edit:assets`, `read:customers`'],
    ['admin', '`edit:tickets`, `edit:assets`, `read:customers`'],
  ])('%s: %s is missing', async (scope, missing) => {
    await expect(check(scope)).rejects.toMatchObject({
      code: 'scope_missing',
      message: `The HaloPSA token lacks the scopes ${missing}.`,
      hint: expect.stringContaining('set `scope` in the secret to the same'),
    });
  });
});

test('nothing but a token is asked for', async () => {
  await check();
  expect(halo.simulator.calls.all.map(({ path }) => path)).toEqual(['/auth/token']);
});
