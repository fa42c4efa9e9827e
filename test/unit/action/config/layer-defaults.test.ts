import { describe, expect, test } from '@jest/globals';
import { layerDefaults } from '../../../../lib/action/config/layer-defaults.ts';

test('a later layer wins, member by member', () => {
  expect(layerDefaults({ default_team: 'A', note_outcome: 'Note' }, {}, { default_team: 'B' })).toEqual({
    default_team: 'B',
    note_outcome: 'Note',
  });
});

test('no layer is no default', () => {
  expect(layerDefaults()).toEqual({});
});

const HOME = { default_client_id: 12, default_site_id: 18, default_user_id: 41 };

describe('a place is kept together', () => {
  test.each([
    ['another client takes site and user away', { default_client_id: 13 }, { default_client_id: 13 }],
    ['the same client leaves them', { default_client_id: 12 }, HOME],
    ['another site takes the user away', { default_site_id: 17 }, { default_client_id: 12, default_site_id: 17 }],
    ['another user takes nothing away', { default_user_id: 40 }, { ...HOME, default_user_id: 40 }],
    [
      'another client with its own site takes the user away',
      { default_client_id: 13, default_site_id: 20 },
      { default_client_id: 13, default_site_id: 20 },
    ],
    ['what is no place changes nothing of it', { default_team: 'SOC' }, { ...HOME, default_team: 'SOC' }],
  ])('%s', (_, upper, layered) => {
    expect(layerDefaults(HOME, upper)).toEqual(layered);
  });
});
