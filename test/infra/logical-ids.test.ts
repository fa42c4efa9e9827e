import { describe, expect, test } from '@jest/globals';
import { everyOption } from './every-option.ts';
import { registeredActions, type SynthesisedStage, synthesise } from './synthesise.ts';

/** What holds data: under another logical id, CloudFormation makes a new and empty one. */
const KEEPERS = ['AWS::DynamoDB::Table', 'AWS::SecretsManager::Secret', 'AWS::KMS::Key'];
const idsOf = (stage: SynthesisedStage) =>
  KEEPERS.flatMap((type) => stage.ofType(type))
    .map(([logicalId]) => logicalId)
    // What is encrypted with it ends within the hour.
    .filter((logicalId) => logicalId !== 'TokenKey');

const PINNED = [
  'LedgerTable',
  'BudgetTable',
  'ExtensionSecret',
  'DefaultSecret',
  'OrgSecret8cbe27f4bfa14afbba19138cd51389cd',
  'EncryptionKey',
];

describe('the logical ids of what holds data', () => {
  // They are in stacks that are deployed. If this test fails, put the old ids back.
  test('are these from release to release', () => {
    expect(idsOf(synthesise(everyOption))).toEqual(PINNED);
  });

  test('outlast that a function is renamed, added or taken out', () => {
    const [first, ...rest] = registeredActions;
    const renamed = [
      ...rest,
      { name: 'raise_ticket', annotations: { readOnly: first?.annotations.readOnly ?? false } },
    ];
    expect(idsOf(synthesise(everyOption, renamed))).toEqual(PINNED);
  });

  test('and with them the properties that CloudFormation would replace them for', () => {
    const [first, ...rest] = registeredActions;
    const before = synthesise(everyOption);
    const after = synthesise(everyOption, [
      ...rest,
      { ...first, name: 'raise_ticket' } as (typeof registeredActions)[0],
    ]);
    for (const logicalId of PINNED.filter((id) => id !== 'EncryptionKey'))
      expect(after.get(logicalId)).toEqual(before.get(logicalId));
  });

  test('do not depend on the stage', () => {
    expect(idsOf(synthesise(everyOption, undefined, { stage: 'prod' }))).toEqual(PINNED);
  });
});
