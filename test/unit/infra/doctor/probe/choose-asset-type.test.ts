import { describe, expect, test } from '@jest/globals';
import { chooseAssetType } from '../../../../../infra/doctor/probe/choose-asset-type.ts';
import { ExtensionError } from '../../../../../lib/errors.ts';

const neverAsked = () => Promise.reject(new Error('Nobody was to be asked'));

describe('the type of the asset of a probe', () => {
  test('is the one that is asked for, without a look at the list', async () => {
    expect(await chooseAssetType(8, neverAsked)).toEqual({ id: 8, label: 'asset type 8' });
  });

  test.each([
    [[{ id: 7, name: 'Workstation' }, { id: 8 }], { id: 7, label: 'asset type 7 Workstation, the first' }],
    [[{ id: 7 }], { id: 7, label: 'asset type 7, the first' }],
  ])('is the first of %j', async (types, type) => {
    expect(await chooseAssetType(undefined, async () => types)).toEqual(type);
  });

  test.each([
    ['there is none', async () => [], 'No asset type is visible.'],
    [
      'they may not be read',
      () => Promise.reject(new ExtensionError('scope_missing', 'HaloPSA answered 403')),
      'No asset type is visible (HaloPSA answered 403).',
    ],
  ])('can be named where %s', async (_, list, message) => {
    await expect(chooseAssetType(undefined, list)).rejects.toMatchObject({
      message,
      hint: 'Name one with --asset-type-id.',
    });
  });
});
