import { describe, expect, test } from '@jest/globals';
import { judgeRefusal } from '../../../lib/checks/token.ts';
import { ExtensionError } from '../../../lib/errors.ts';
import { HTML_PAGE } from '../../../lib/halopsa/reply-message.ts';

const REFUSED = new ExtensionError('credentials_invalid', 'HaloPSA refused to issue a token (401): invalid_client', {
  hint: 'Check `client_id`.',
});
const tokenUrl = (query = '') => ({ tokenUrl: new URL(`https://northwind.halopsa.com/auth/token${query}`) });

describe('a token that is refused', () => {
  test.each([404, 502])('with an HTML page and %d says so, and where the right address is shown', (status) => {
    const error = new ExtensionError('halo_unavailable', 'x', { halo: { status, message: HTML_PAGE } });
    expect(judgeRefusal(error, tokenUrl(), {})).toMatchObject({
      finding: `https://northwind.halopsa.com/auth/token answered ${status} with an HTML page, not as HaloPSA's token endpoint does.`,
      remedy: expect.stringContaining('Configuration > Integrations > HaloPSA API'),
    });
  });

  test('says what HaloPSA says', () => {
    expect(judgeRefusal(REFUSED, tokenUrl(), {})).toEqual({
      status: 'fail',
      code: 'credentials_invalid',
      finding: `${REFUSED.message}.`,
      remedy: REFUSED.hint,
    });
  });

  test('where the tenants differ says so, and which to set', () => {
    expect(judgeRefusal(REFUSED, tokenUrl('?tenant=contoso'), { tenant: 'northwind' })).toMatchObject({
      finding: expect.stringContaining(
        'The tenants differ: the credentials say `contoso`, this HaloPSA is `northwind`.',
      ),
      remedy: 'Set `tenant` to `northwind`, or `instance_url` to the HaloPSA of `contoso`.',
    });
  });

  test('where HaloPSA issues tokens elsewhere says where', () => {
    const authInfo = { authUrl: 'https://auth.example.com', tenant: 'northwind' };
    expect(judgeRefusal(REFUSED, tokenUrl(), authInfo).remedy).toBe(
      'Set `auth_url` to https://auth.example.com and `tenant` to `northwind`.',
    );
  });

  test.each(['northwind', 'NORTHWIND'])('for the tenant %s, which is right, does not blame it', (ours) => {
    const judgement = judgeRefusal(REFUSED, tokenUrl(`?tenant=${ours}`), {
      tenant: 'northwind',
      authUrl: 'https://northwind.halopsa.com/auth',
    });
    expect(judgement.remedy).toBe('Check `client_id`.');
  });

  test.each([
    [['read:actions'], 'Asked for alone, `read:actions` is refused.'],
    [['read:actions', 'edit:actions'], 'Asked for alone, `read:actions`, `edit:actions` are refused.'],
  ])('for a scope names those that are to blame (%j)', (refused, sentence) => {
    const error = new ExtensionError('scope_missing', 'HaloPSA refused the scopes.', { hint: 'Set these.' });
    expect(judgeRefusal(error, tokenUrl(), {}, refused)).toEqual({
      status: 'fail',
      code: 'scope_missing',
      finding: `HaloPSA refused the scopes. ${sentence}`,
      remedy: 'Set these.',
    });
  });

  test('for a reason of the moment blames neither tenant nor scope', () => {
    const error = new ExtensionError('halo_unavailable', 'It answered 503.', { hint: 'Later.' });
    expect(judgeRefusal(error, tokenUrl('?tenant=contoso'), { tenant: 'northwind' })).toEqual({
      status: 'fail',
      code: 'halo_unavailable',
      finding: 'It answered 503.',
      remedy: 'Later.',
    });
  });
});
