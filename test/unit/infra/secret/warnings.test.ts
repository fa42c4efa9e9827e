import { expect, test } from '@jest/globals';
import { warningsOf } from '../../../../infra/secret/warnings.ts';

const OID = '11111111-2222-4333-8444-555555555555';
const halo = { instance_url: 'https://a.halopsa.com', client_id: 'i', client_secret: 's' };
const inAws = { orgOids: [OID] };
const GOOD = 'x'.repeat(32);

test.each<[string, string, Parameters<typeof warningsOf>[1], Parameters<typeof warningsOf>[2], string[]]>([
  ['a long shared secret', 'extension', { shared_secret: GOOD }, inAws, []],
  ['a short one', 'extension', { shared_secret: 'x'.repeat(31) }, inAws, ['fewer than 32 characters']],
  ['a rotation', 'extension', { shared_secret: GOOD, previous_shared_secret: 'y' }, inAws, ['--end-rotation']],
  ['organizations that are allowed', 'default', { ...halo, allowed_oids: ['*'] }, inAws, []],
  ['nobody who is allowed', 'default', { ...halo, allowed_oids: [] }, inAws, ['nobody may use']],
  [
    'terms of an organization that is not allowed',
    'default',
    { ...halo, allowed_oids: ['x'], orgs: { [OID]: { allowed_client_ids: [12] } } },
    inAws,
    [`orgs has terms of ${OID}, which allowed_oids does not list`],
  ],
  ...[['*'], [OID]].map((allowed_oids): [string, string, Parameters<typeof warningsOf>[1], typeof inAws, string[]] => [
    `terms of one that is allowed by ${allowed_oids}`,
    'default',
    { ...halo, allowed_oids, orgs: { [OID]: { allowed_client_ids: [12] } } },
    inAws,
    [],
  ]),
  ['an organization that is configured', `orgs/${OID}`, halo, inAws, []],
  ['one that is not', `orgs/${OID}`, halo, { orgOids: [] }, ['orgOids in infra/config.ts does not list it']],
  ['one that is not, beside so many that all are granted', `orgs/${OID}`, halo, { orgOids: Array(31).fill('x') }, []],
  ['one that is not, on this machine', `orgs/${OID}`, halo, { orgOids: [], localUrl: 'http://127.0.0.1:1' }, []],
])('%s', (_, name, value, target, parts) => {
  const warnings = warningsOf(name, value, target);
  expect(warnings).toEqual(parts.map((part) => expect.stringContaining(part)));
});
