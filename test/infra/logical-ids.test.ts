import { describe, expect, test } from '@jest/globals';
import { registeredActions, type SynthesisedStage, synthesise } from './synthesise.ts';

const ONE_ORG = { orgOids: ['8cbe27f4-bfa1-4afb-ba19-138cd51389cd'] };

/** What holds data: under another logical id, CloudFormation makes a new and empty one. */
const KEEPERS = ['AWS::DynamoDB::Table', 'AWS::SecretsManager::Secret'];
const idsOf = (stage: SynthesisedStage) =>
  KEEPERS.flatMap((type) => stage.ofType(type)).map(([logicalId]) => logicalId);

const PINNED = ['LedgerTable', 'ExtensionSecret', 'DefaultSecret', 'OrgSecret8cbe27f4bfa14afbba19138cd51389cd'];

describe('the logical ids of what holds data', () => {
  // They are in stacks that are deployed. If this test fails, put the old ids back.
  test('are these from release to release', () => {
    expect(idsOf(synthesise(ONE_ORG))).toEqual(PINNED);
  });

  test('outlast that a function is renamed, added or taken out', () => {
    const [first, ...rest] = registeredActions;
    const renamed = [
      ...rest,
      { name: 'raise_ticket', annotations: { readOnly: first?.annotations.readOnly ?? false } },
    ];
    expect(idsOf(synthesise(ONE_ORG, renamed))).toEqual(PINNED);
  });

  test('and with them the properties that CloudFormation would replace them for', () => {
    const [first, ...rest] = registeredActions;
    const before = synthesise(ONE_ORG);
    const after = synthesise(ONE_ORG, [...rest, { ...first, name: 'raise_ticket' } as (typeof registeredActions)[0]]);
    for (const logicalId of PINNED) expect(after.get(logicalId)).toEqual(before.get(logicalId));
  });

  test('do not depend on the stage', () => {
    expect(idsOf(synthesise(ONE_ORG, undefined, { stage: 'prod' }))).toEqual(PINNED);
  });
});
