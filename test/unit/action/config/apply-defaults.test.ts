import { describe, expect, test } from '@jest/globals';
import * as v from 'valibot';
import { applyDefaults } from '../../../../lib/action/config/apply-defaults.ts';
import { fieldMetadata } from '../../../../lib/action/inputs/field-parts.ts';
import * as f from '../../../../lib/action/inputs/fields.ts';
import { byName } from '../../../../lib/action/names/by-name.ts';

const field = (orgDefault?: string) => v.optional(f.integer({ label: 'L', description: 'D', orgDefault }));
const schema = v.object({
  summary: f.line({ label: 'L', description: 'D' }),
  client_id: field('default_client_id'),
  client: byName('client'),
  site_id: field('default_site_id'),
  site: byName('site'),
  user_id: field('default_user_id'),
  agent_id: field('default_agent_id'),
  agent: byName('agent'),
  team: v.optional(f.line({ label: 'L', description: 'D', orgDefault: 'default_team' })),
  status_id: field(),
});
const HOME = { default_client_id: 12, default_site_id: 18, default_user_id: 41 };

const HOME_IDS = { client_id: 12, site_id: 18, user_id: 41 };

const appliedTo = (raw: unknown, defaults: Record<string, unknown>) => applyDefaults(schema, raw, defaults).applied;

describe('a default stands in', () => {
  test('for what the request leaves out, and says so', () => {
    expect(applyDefaults(schema, { summary: 's' }, { default_agent_id: 7 })).toEqual({
      raw: { summary: 's', agent_id: 7 },
      applied: { agent_id: 7 },
    });
  });

  test.each([[null], [''], ['<no value>']])('for what it sends as %j', (blank) => {
    expect(appliedTo({ agent_id: blank }, { default_agent_id: 7 })).toEqual({ agent_id: 7 });
  });

  test.each([
    ['an id whose template found nothing', { agent_id: '<no value>' }, { agent_id: 7, team: 'SOC' }],
    ['an empty id', { agent_id: '' }, { agent_id: 7, team: 'SOC' }],
    ['null for one', { Agent_Id: null }, { agent_id: 7, team: 'SOC' }],
    ['the empty id of a team', { team_id: '' }, { agent_id: 7, team: 'SOC' }],
  ])('for what `extra` leaves open: %s', (_, extra, applied) => {
    expect(appliedTo({ extra }, { default_agent_id: 7, default_team: 'SOC' })).toEqual(applied);
  });

  test('for client, site and user together', () => {
    expect(appliedTo({}, HOME)).toEqual({ client_id: 12, site_id: 18, user_id: 41 });
  });
});

describe('a default does not stand in', () => {
  test.each([
    ['where the request says something', { agent_id: 9 }, { default_agent_id: 7 }],
    ['where it says something wrong: that is an error, not a gap', { agent_id: 'x' }, { default_agent_id: 7 }],
    ['where it says it in `extra`', { extra: { agent_id: 9 } }, { default_agent_id: 7 }],
    ['where it says it in `extra` in another case', { extra: { Agent_ID: 9 } }, { default_agent_id: 7 }],
    ['where it says it in `extra` as JSON', { extra: '{"agent_id":9}' }, { default_agent_id: 7 }],
    ['where it says that nobody is meant', { extra: { agent_id: 0 } }, { default_agent_id: 7 }],
    ['for a name whose id is in `extra`', { extra: { team_id: 5 } }, { default_team: 'SOC' }],
    ['where there is none', {}, { default_agent_id: null }],
    ['for a field that has none', {}, { default_status_id: 1 }],
  ])('%s', (_, raw, defaults) => {
    expect(appliedTo(raw, defaults)).toEqual({});
  });

  test('for what is no object', () => {
    expect(applyDefaults(schema, 'text', HOME)).toEqual({ raw: 'text', applied: {} });
  });
});

describe('client, site and user belong together, so one that is elsewhere keeps the defaults of the others out', () => {
  test.each([
    ['another client', { client_id: 13 }, {}],
    ['another client in `extra`', { extra: { client_id: 13 } }, {}],
    ['another client in `extra` as JSON', { extra: '{"client_id":13}' }, {}],
    ['a site alone: its client is HaloPSA’s to know', { site_id: 20 }, {}],
    ['a user alone', { user_id: 42 }, {}],
    ['no user: that is at no other place', { extra: { user_id: 0 } }, { client_id: 12, site_id: 18 }],
    ['no site, and so no user of one', { extra: { site_id: -1 } }, { client_id: 12 }],
    ['no client, and so nothing of one', { extra: { client_id: 0 } }, {}],
    ['an empty client, which says nothing', { extra: { client_id: '' } }, HOME_IDS],
    ['the same client', { client_id: '12' }, { site_id: 18, user_id: 41 }],
    ['the same site', { site_id: 18.0 }, { client_id: 12, user_id: 41 }],
  ])('%s', (_, raw, applied) => {
    expect(appliedTo(raw, HOME)).toEqual(applied);
  });

  test('a client that no default names', () => {
    expect(appliedTo({ client_id: 13 }, { default_site_id: 18 })).toEqual({});
  });
});

describe('a name stands for its id', () => {
  test.each([
    ['an agent: no default one', { agent: 'Sam' }, { default_agent_id: 7 }, {}],
    ['a blank one: it says nothing', { agent: ' ' }, { default_agent_id: 7 }, { agent_id: 7 }],
    ['a client: nothing below it either, since nobody knows yet whose site that is', { client: 'X' }, HOME, {}],
    [
      'a site: it is looked up at the default client, and its user is not known',
      { site: 'X' },
      HOME,
      { client_id: 12 },
    ],
    ['a site at a given client', { site: 'X', client_id: 12 }, HOME, {}],
    ['a client beside the default’s id', { client: 'X', client_id: 12 }, HOME, { site_id: 18, user_id: 41 }],
    ['a client beside another id', { client: 'X', client_id: 13 }, HOME, {}],
  ])('%s', (_, raw, defaults, applied) => {
    expect(appliedTo(raw, defaults)).toEqual(applied);
  });
});

test('`extra` is read once, however many inputs have a default: it may be large', () => {
  let readings = 0;
  const extra = new Proxy(
    {},
    {
      ownKeys() {
        readings += 1;
        return [];
      },
    },
  );
  expect(appliedTo({ extra }, { ...HOME, default_agent_id: 7 })).toEqual({
    client_id: 12,
    site_id: 18,
    user_id: 41,
    agent_id: 7,
  });
  expect(readings).toBe(1);
});

test('the metadata of a field is found behind its optionality too', () => {
  expect(fieldMetadata(schema.entries.client_id)).toMatchObject({ 'x-org-default': 'default_client_id' });
  expect(fieldMetadata(schema.entries.summary)).toMatchObject({ 'x-data-type': 'string' });
});
