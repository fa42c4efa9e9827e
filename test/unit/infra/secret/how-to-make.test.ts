import { expect, test } from '@jest/globals';
import { howToMake } from '../../../../infra/secret/how-to-make.ts';
import type { Target } from '../../../../infra/secret/target.ts';

const OID = '11111111-2222-4333-8444-555555555555';
const urlPolicy = { allowedHosts: new Set<string>(), allowLoopbackHttp: false };
const aws: Target = { prefix: 'p', options: ' --stage prod', localUrl: undefined, orgOids: [OID], urlPolicy };

test.each(['default', 'extension', `orgs/${OID}`])('%s is made by the deployment, and by nothing else', (name) => {
  expect(howToMake(name, aws)).toBe('Deploy the stage, which makes it.');
});

test('that of an organization which is not listed is made once it is', () => {
  expect(howToMake(`orgs/${OID}`, { ...aws, orgOids: [] })).toMatch(/^List the organization in orgOids .* deploy/);
});

test('on this machine, setting it makes it', () => {
  const local = { ...aws, options: ' --local', localUrl: 'http://127.0.0.1:1' };
  expect(howToMake(`orgs/${OID}`, local)).toBe(`Make it: npm run secret -- set orgs/${OID} --local`);
});
