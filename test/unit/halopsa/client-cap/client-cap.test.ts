import { describe, expect, test } from '@jest/globals';
import { createClientCap } from '../../../../lib/halopsa/client-cap/client-cap.ts';

describe('a cap', () => {
  test.each<[unknown, boolean]>([
    [12, true],
    ['12', true],
    ['12.0', true],
    [13, false],
    [0, false],
    [-1, false],
    [undefined, false],
    [null, false],
    ['', false],
    ['twelve', false],
    [12.5, false],
    [[12], false],
  ])('of 12 and 14 says of %j: %j', (id, isAllowed) => {
    expect(createClientCap([12, 14]).allows(id)).toBe(isAllowed);
  });

  test.each<[number[], number | undefined]>([
    [[12], 12],
    [[12, 14], undefined],
    [[], undefined],
  ])('of %j has the only client %j', (ids, only) => {
    expect(createClientCap(ids).onlyId).toBe(only);
  });
});

describe('a refusal', () => {
  const messageOf = (clientId: unknown, owned?: string) => {
    try {
      createClientCap([12]).requireClient(clientId, owned);
    } catch (thrown) {
      return (thrown as Error).message;
    }
    throw new Error('it was not refused');
  };

  test.each<[unknown, string | undefined, string]>([
    [13, undefined, 'The organization may not touch the HaloPSA client 13.'],
    [13, 'ticket 7', 'The organization may not touch the HaloPSA client 13, to which ticket 7 belongs.'],
    [
      undefined,
      'ticket 7',
      'HaloPSA does not say to which client ticket 7 belongs, so the organization may not touch it.',
    ],
  ])('of %j (%s) says so', (clientId, owned, message) => {
    expect(messageOf(clientId, owned)).toBe(message);
  });

  test.each<[number[], string]>([
    [[], "No client is allowed for it: see `allowed_client_ids` in the org's secret."],
    [[12, 14], 'Use one of the clients that are allowed for it: 12, 14.'],
    [Array.from({ length: 25 }, (_, i) => i + 1), 'and 5 more.'],
  ])('under %j hints at what is allowed', (ids, hint) => {
    expect(createClientCap(ids).refusal('no').hint).toContain(hint);
  });
});
