import { describe, expect, test } from '@jest/globals';
import { OperatorError } from '../../../../infra/operator-error.ts';
import { parseStored } from '../../../../infra/secret/parse-stored.ts';

const OID = '11111111-2222-4333-8444-555555555555';
const policy = { allowedHosts: new Set(['halo.example.com']), allowLoopbackHttp: false };
const halo = { instance_url: 'https://a.halopsa.com', client_id: 'canary-id', client_secret: 'canary-secret' };
const shared = { ...halo, allowed_oids: [OID] };

const parse = (name: string, value: unknown) => parseStored(name, JSON.stringify(value), `stage/${name}`, policy);

function refusal(name: string, value: unknown): string {
  try {
    parse(name, value);
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(OperatorError);
    return (thrown as Error).message;
  }
  throw new Error('was accepted');
}

describe('taken', () => {
  test.each<[string, string, object]>([
    ['credentials of one organization', `orgs/${OID}`, halo],
    [
      'every member of the default secret',
      'default',
      { ...shared, tenant: 't', auth_url: halo.instance_url, scope: 's' },
    ],
    ['a host that the operator listed', 'default', { ...shared, instance_url: 'https://halo.example.com' }],
    ['every organization', 'default', { ...halo, allowed_oids: ['*'] }],
    [
      'terms of single organizations',
      'default',
      { ...shared, orgs: { [OID]: { allowed_client_ids: [12], defaults: { default_client_id: 12 } } } },
    ],
    ['a rotation', 'extension', { shared_secret: 'canary-new', previous_shared_secret: 'canary-old' }],
  ])('%s', (_, name, value) => {
    expect(parse(name, value)).toEqual(value);
  });
});

describe('refused by name and without a value', () => {
  test.each<[string, string, unknown, string]>([
    ["the deployment's text", 'default', { REPLACE_ME: 'canary' }, 'still has the text that the deployment put there'],
    [
      'scopes with commas',
      'default',
      { ...shared, scope: 'edit:tickets,read:canary' },
      '`scope` (expected scopes with blanks',
    ],
    [
      'an address as id',
      `orgs/${OID}`,
      { ...halo, client_id: 'https://canary' },
      '`client_id` (expected the Client ID',
    ],
    ['a bound that is misspelt', 'default', { ...shared, allowed_client_id: [12] }, '`allowed_client_id` is not a'],
    ['a shared secret that says for nobody', 'default', halo, '`allowed_oids` is missing'],
    ['an organization list of one alone', `orgs/${OID}`, shared, '`allowed_oids` is not a member'],
    ['an organization that is no id', 'default', { ...halo, allowed_oids: [OID, 'canary'] }, '`allowed_oids.1` (exp'],
    ['terms of what is no id', 'default', { ...shared, orgs: { canary: {} } }, 'the name of member 1 in `orgs`'],
    [
      'a misspelt bound of one organization',
      'default',
      { ...shared, orgs: { [OID]: { allowed_clients: [12] } } },
      `\`orgs.${OID}.allowed_clients\` is not a member that it has (allowed_client_ids, defaults)`,
    ],
    ['a misspelt default', 'default', { ...shared, defaults: { team: 'canary' } }, '`defaults.team` is not a member'],
    [
      'a default of another type',
      'default',
      { ...shared, defaults: { default_client_id: 'canary' } },
      '`defaults.default_client_id` (expected an integer of 1 or more)',
    ],
    [
      'a wrong default of one organization',
      'default',
      { ...shared, orgs: { [OID]: { defaults: { closed_ticket_policy: 'canary' } } } },
      `\`orgs.${OID}.defaults.closed_ticket_policy\` (expected`,
    ],
    [
      'a default client beyond the limit, with which every delivery would fail',
      'default',
      { ...shared, allowed_client_ids: [12], defaults: { default_client_id: 4711 } },
      '`defaults.default_client_id` is not in `allowed_client_ids`',
    ],
    ['plain http', 'default', { ...shared, instance_url: 'http://canary.halopsa.com' }, '`instance_url` in the secret'],
    ['a loopback address', 'default', { ...shared, instance_url: 'http://127.0.0.1:1' }, 'it points to this machine'],
    ['another login', 'default', { ...shared, auth_url: 'https://canary.example.com' }, '`auth_url` in the secret'],
    ['no text for a value', 'default', { ...shared, client_secret: 4711 }, '`client_secret` (expected string)'],
    ['more than fits', 'default', { ...shared, scope: 'canary'.repeat(11_000) }, 'more than the 65536 bytes'],
    ['a text', 'default', 'canary', '`the whole` (expected Object)'],
    ["another secret's members", 'extension', halo, '`instance_url` is not a member that it has'],
  ])('%s', (_, name, value, part) => {
    const message = refusal(name, value);
    expect(message).toContain(part);
    expect(message).not.toMatch(/canary|4711/);
    expect(message).toMatch(/^[^\n]+\.$/);
  });

  test('all that is wrong is named', () => {
    expect(refusal('default', { ...shared, a: 1, allowed_oids: ['x'] })).toMatch(/`a` is not .*; `allowed_oids\.0` \(/);
  });

  test('no text at all', () => {
    expect(() => parseStored('default', undefined, 'stage/default', policy)).toThrow('has no value');
  });
});
