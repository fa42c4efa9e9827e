import { describe, expect, test } from '@jest/globals';
import { type AssetLists, chooseAssetType } from '../../../../../infra/doctor/probe/choose-asset-type.ts';
import { ExtensionError } from '../../../../../lib/errors.ts';

const closed = () => Promise.reject(new ExtensionError('scope_missing', 'HaloPSA answered 403'));
const neverAsked = () => Promise.reject(new Error('Nobody was to be asked'));
const lists = (changes: Partial<AssetLists>): AssetLists => ({ types: neverAsked, assets: async () => [], ...changes });

describe('the type of the asset of a probe', () => {
  test('is the one that is asked for, without a look at a list', async () => {
    expect(await chooseAssetType(8, lists({ assets: neverAsked }))).toEqual({ id: 8, label: 'asset type 8' });
  });

  test.each([
    [[{ id: 7, name: 'Workstation' }, { id: 8 }], { id: 7, label: 'asset type 7 Workstation, the first' }],
    [[{ id: 7 }], { id: 7, label: 'asset type 7, the first' }],
  ])('is the first of %j', async (types, type) => {
    expect(await chooseAssetType(undefined, lists({ types: async () => types }))).toEqual(type);
  });

  test.each([
    ['is closed', closed],
    ['is empty', async () => []],
  ])('is that of an asset where the list of types %s', async (_, types) => {
    const assets = async () => [{ id: 101 }, { id: 102, assettype_id: 9 }];
    expect(await chooseAssetType(undefined, lists({ types, assets }))).toEqual({
      id: 9,
      label: 'asset type 9, that of asset 102',
    });
  });

  test.each<[string, Partial<AssetLists>, string]>([
    ['there is none', { types: async () => [] }, 'No asset type is visible.'],
    ['no asset has one', { types: async () => [], assets: async () => [{ id: 101 }] }, 'No asset type is visible.'],
    ['both lists are closed', { types: closed, assets: closed }, 'No asset type is visible (HaloPSA answered 403).'],
  ])('can be named where %s', async (_, changes, message) => {
    await expect(chooseAssetType(undefined, lists(changes))).rejects.toMatchObject({
      message,
      hint: 'Name one with --asset-type-id.',
    });
  });
});
