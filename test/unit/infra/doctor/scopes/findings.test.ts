import { describe, expect, test } from '@jest/globals';
import { findingsOf } from '../../../../../infra/doctor/scopes/findings.ts';
import { refusedRow, row, TENANT } from './rows.ts';

describe('a matrix shows', () => {
  test('what was once found by hand', () => {
    expect(findingsOf(TENANT, ['edit:tickets', 'edit:assets', 'read:customers'])).toEqual([
      "`read:actions`: no token (400 invalid_scope). It doesn't exist, or the application may not have it.",
      "`edit:actions`: no token (400 invalid_scope). It doesn't exist, or the application may not have it.",
      '`read:tickets` creates at /Tickets (201), but an update is refused (400): not enough.',
      '`read:assets` creates at /Asset (201), but an update is refused (400): not enough.',
      '/Actions answers 500 to `read:assets`, `edit:assets`, `read:customers`, `edit:customers`: a missing scope, no outage.',
      'Sites are read with the scopes of clients: `read:customers`, `edit:customers`.',
    ]);
  });

  test('a token that is refused for another reason, in the words of HaloPSA', () => {
    expect(findingsOf([refusedRow('read:tickets', 'unauthorized_client', 403)])).toEqual([
      expect.stringContaining('`read:tickets`: no token (403 unauthorized_client)'),
    ]);
  });

  test('which lists the least set does not reach', () => {
    const rows = [row('edit:tickets', { tickets: 200, agent: 403 }), row('edit:assets', { asset: 200, agent: 403 })];
    expect(findingsOf(rows, ['edit:tickets', 'edit:assets'])).toEqual([
      'The least set does not reach GET /Agent: inputs by name that need it are refused; ids work.',
    ]);
  });

  test('a status of the moment, which shows nothing', () => {
    expect(findingsOf([row('read:customers', { client: 429, site: 200 })])).toEqual([
      'GET /Client answered 429 to `read:customers`, which shows nothing: run it again.',
    ]);
  });
});

describe('a matrix does not show', () => {
  test.each<[string, ReturnType<typeof row>[]]>([
    ['a masked refusal where /Actions fails for everybody', [row('edit:tickets', { actions: 500 })]],
    ['that sites go with clients where nobody may read either', [row('edit:tickets', { client: 403, site: 403 })]],
    [
      'that sites go with clients where somebody may read one of them',
      [row('read:customers', { client: 200, site: 200 }), row('x:y', { client: 403, site: 200 })],
    ],
    ['an oversight where an update is allowed', [row('edit:tickets', { createTicket: 201, updateTicket: 201 })]],
    ['an oversight where no update was tried', [row('read:tickets', { createTicket: 201 })]],
  ])('%s', (_, rows) => {
    expect(findingsOf(rows)).toEqual([]);
  });
});
