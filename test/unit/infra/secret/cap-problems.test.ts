import { expect, test } from '@jest/globals';
import { findCapProblems } from '../../../../infra/secret/cap-problems.ts';

const OID = '5de8f4ca-2108-47c3-83dc-f5f27dabb0e8';
const OTHER = '99999999-8888-4777-8666-555555555555';
const of = (id: unknown) => ({ defaults: { default_client_id: id } });
const cap = (...ids: number[]) => ({ allowed_client_ids: ids });
const GENERAL = '`defaults.default_client_id` is not in `allowed_client_ids`';

test.each<[string, Record<string, unknown>, string[]]>([
  ['a default within the limit', { ...cap(12), ...of(12) }, []],
  ['no limit', of(13), []],
  ['no default', cap(12), []],
  ['a default beyond the limit', { ...cap(12, 14), ...of(13) }, [GENERAL]],
  ['a default as text', { ...cap(12), ...of('13') }, [GENERAL]],
  ['a limit to nobody', { ...cap(), ...of(12) }, [GENERAL]],
  [
    'an org with both',
    { orgs: { [OID]: { ...cap(12), ...of(13) } } },
    [`\`orgs.${OID}.defaults.default_client_id\` is not in \`orgs.${OID}.allowed_client_ids\``],
  ],
  [
    'an org under the general limit',
    { ...cap(12), orgs: { [OID]: of(13) } },
    [`\`orgs.${OID}.defaults.default_client_id\` is not in \`allowed_client_ids\``],
  ],
  [
    'an org with the general default',
    { ...of(13), orgs: { [OID]: cap(12) } },
    [`\`defaults.default_client_id\` is not in \`orgs.${OID}.allowed_client_ids\``],
  ],
  ['an org whose limit is wider', { ...cap(12), orgs: { [OID]: { ...cap(13), ...of(13) } } }, []],
  [
    'general terms that count for nobody',
    { ...cap(12), ...of(13), allowed_oids: [OID.toUpperCase()], orgs: { [OID]: cap(13) } },
    [],
  ],
  [
    'general terms that count for one',
    { ...cap(12), ...of(13), allowed_oids: [OID, OTHER], orgs: { [OID]: cap(13) } },
    [GENERAL],
  ],
  [
    'general terms that count for every one',
    { ...cap(12), ...of(13), allowed_oids: ['*'], orgs: { [OID]: cap(13) } },
    [GENERAL],
  ],
  ['members of wrong types', { allowed_client_ids: 12, ...of('abc'), orgs: { [OID]: 7 } }, []],
  ['a default of a wrong type', { ...cap(12), ...of('abc') }, []],
])('of %s', (_, secret, problems) => {
  expect(findCapProblems(secret)).toEqual(problems);
});
