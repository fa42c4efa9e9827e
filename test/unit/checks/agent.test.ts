import { describe, expect, test } from '@jest/globals';
import { judgeAgent, readAgent } from '../../../lib/checks/agent.ts';

const jwt = (claims: unknown) => `eyJ.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`;

describe('an id token', () => {
  test.each([
    [
      { name: 'Sam Okoro', email: 's@x.example', agent_id: 7 },
      { id: 7, name: 'Sam Okoro', email: 's@x.example' },
    ],
    [
      { name: ' API ', agent_id: '7' },
      { id: 7, name: 'API' },
    ],
    [{ sub: '12' }, { id: 12 }],
    [{ name: 'API', sub: '3f1c0c5e-0b7e' }, { name: 'API' }],
  ])('with the claims %j shows %j', (claims, agent) => {
    expect(readAgent(jwt(claims))).toEqual(agent);
  });

  test.each([undefined, '', 'x', 'x.y.z', jwt(null), jwt([]), jwt({}), jwt({ name: '', agent_id: 0 })])(
    'of %j shows nobody',
    (idToken) => {
      expect(readAgent(idToken)).toBeUndefined();
    },
  );
});

describe('the agent', () => {
  test.each([
    { name: 'LimaCharlie Integration' },
    { name: 'API Agent', email: 'api@msp.example' },
    { name: 'Security Automation' },
    { name: 'Sam Okoro', email: 'soc@msp.example' },
    { name: 'limacharlie' },
    { id: 7 },
  ])('%j passes for one of a service', (agent) => {
    expect(judgeAgent(agent)).toMatchObject({ status: 'ok', facts: { agent } });
  });

  test.each([
    { name: 'Sam Okoro' },
    { name: "Nuala O'Brien-Smith", email: 'nuala@msp.example' },
    { name: 'Zoë Ångström' },
    { name: 'sam', email: 'sam.okoro@msp.example' },
    { name: 'Socrates Bottini' },
  ])('%j looks like a person', (agent) => {
    expect(judgeAgent(agent)).toMatchObject({
      status: 'warn',
      finding: expect.stringContaining('looks like a person'),
      remedy: expect.stringContaining('an agent of its own'),
      facts: { agent },
    });
  });

  test('is shown with all that is known', () => {
    expect(judgeAgent({ id: 7, name: 'API', email: 'a@msp.example' }).finding).toBe(
      'Everything is written as API <a@msp.example>, agent 7.',
    );
  });

  test('that nobody knows is a warning', () => {
    expect(judgeAgent(undefined)).toMatchObject({ status: 'warn', remedy: expect.stringContaining('login type') });
  });
});
