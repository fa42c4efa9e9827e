import { expect, test } from '@jest/globals';
import { localSecrets } from '../../../../infra/local/local-secrets.ts';

const parsed = (halo: Record<string, unknown>) =>
  Object.entries(localSecrets({ prefix: 'app/dev', sharedSecret: 'shared', oid: 'the-org', halo })).map(
    ([name, text]) => [name, JSON.parse(text)],
  );

test('there are the extension secret and a default one that allows just the one org', () => {
  expect(parsed({ instance_url: 'u', client_id: 'i' })).toEqual([
    ['app/dev/extension', { shared_secret: 'shared' }],
    ['app/dev/default', { allowed_oids: ['the-org'], instance_url: 'u', client_id: 'i' }],
  ]);
});

test('what is given wins', () => {
  expect(parsed({ allowed_oids: ['*'] })[1]).toEqual(['app/dev/default', { allowed_oids: ['*'] }]);
});
