import { describe, expect, test } from '@jest/globals';
import { parseOrgConfig } from '../../../../lib/action/config/org-config.ts';

test.each([undefined, null, {}])('%j is a valid configuration: nothing is set', (raw) => {
  expect(parseOrgConfig(raw)).toEqual({});
});

test('every member is read, generously', () => {
  expect(
    parseOrgConfig({
      default_client_id: '12',
      default_site_id: 18.0,
      default_user_id: ' 41 ',
      default_tickettype_id: 1,
      default_team: 'SOC',
      default_agent_id: '7',
      default_asset_type_id: 7,
      note_outcome: 'Private Note',
      create_missing_assets: 'no',
    }),
  ).toEqual({
    default_client_id: 12,
    default_site_id: 18,
    default_user_id: 41,
    default_tickettype_id: 1,
    default_team: 'SOC',
    default_agent_id: 7,
    default_asset_type_id: 7,
    note_outcome: 'Private Note',
    create_missing_assets: false,
  });
});

test('blank members count as left out', () => {
  expect(parseOrgConfig({ default_client_id: '', default_team: '  ', note_outcome: null })).toEqual({});
});

test('unknown members are ignored', () => {
  expect(parseOrgConfig({ default_client: 12 })).toEqual({});
});

describe('a configuration is refused', () => {
  test('with every wrong member named', () => {
    const raw = { default_client_id: 'abc', default_site_id: 0, create_missing_assets: 'perhaps', default_team: {} };
    expect(() => parseOrgConfig(raw)).toThrow(
      expect.objectContaining({
        code: 'invalid_input',
        errors: [
          { field: 'default_client_id', expected: 'an integer of 1 or more', received: '"abc"' },
          { field: 'default_site_id', expected: 'an integer of 1 or more', received: '0' },
          { field: 'default_team', expected: 'a string', received: '{}' },
          { field: 'create_missing_assets', expected: 'true or false', received: '"perhaps"' },
        ],
      }),
    );
  });

  test.each(['x', 7, [], true])('that is none: %j', (raw) => {
    expect(() => parseOrgConfig(raw)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  });
});
