import { describe, expect, test } from '@jest/globals';
import { synthesise } from './synthesise.ts';

const OIDS = ['8cbe27f4-bfa1-4afb-ba19-138cd51389cd', '0651b4f8-2ea2-4bbe-a8d2-4d1ea6c9ed0f'];
const stage = synthesise({ orgOids: OIDS, removalPolicy: 'retain' });
const secrets = stage.ofType('AWS::SecretsManager::Secret').map(([, resource]) => resource);

describe('secrets', () => {
  test("are LimaCharlie's, the default one, and one for each organization that is configured", () => {
    expect(secrets.map(({ Properties }) => Properties.Name)).toEqual([
      'halopsa-limacharlie/test/extension',
      'halopsa-limacharlie/test/default',
      ...OIDS.map((oid) => `halopsa-limacharlie/test/orgs/${oid}`),
    ]);
  });

  test('are told to the operator by the outputs', () => {
    expect(stage.output('ExtensionSecretName')).toBe('halopsa-limacharlie/test/extension');
    expect(stage.output('HaloSecretNames')).toBe(
      ['default', ...OIDS.map((oid) => `orgs/${oid}`)].map((path) => `halopsa-limacharlie/test/${path}`).join(','),
    );
  });

  test('follow the configured prefix', () => {
    const configured = synthesise({ secretPrefix: 'security/halo' });
    expect(configured.output('ExtensionSecretName')).toBe('security/halo/extension');
    configured.template.hasResourceProperties('AWS::SecretsManager::Secret', { Name: 'security/halo/default' });
  });

  test('are created with a text that says what to put there, in place of any value', () => {
    for (const { Properties } of secrets) {
      const content = JSON.parse(Properties.SecretString);
      expect(Object.keys(content)).toEqual(['REPLACE_ME']);
      expect(content.REPLACE_ME).toMatch(/^Replace all of this by \{.*\}$/);
      expect(Properties).not.toHaveProperty('GenerateSecretString');
    }
  });

  test.each([
    ['extension', ['shared_secret']],
    ['default', ['instance_url', 'client_id', 'client_secret', 'allowed_oids']],
    [`orgs/${OIDS[0]}`, ['instance_url', 'client_id', 'client_secret']],
  ])('%s shows JSON that can be pasted, with every required field', (path, fields) => {
    const secret = secrets.find(({ Properties }) => Properties.Name === `halopsa-limacharlie/test/${path}`);
    const { REPLACE_ME: text } = JSON.parse(secret?.Properties.SecretString);
    expect(Object.keys(JSON.parse(text.slice(text.indexOf('{'))))).toEqual(fields);
  });

  // A reworded placeholder would be deployed over the operator's credentials. If this test fails, put the old text back.
  test('keep their placeholders word for word from release to release', () => {
    const example =
      '"instance_url": "https://example.halopsa.com", "client_id": "from HaloPSA", "client_secret": "from HaloPSA"';
    const texts = secrets.map(({ Properties }) => JSON.parse(Properties.SecretString).REPLACE_ME);
    expect(texts.slice(0, 3)).toEqual([
      `Replace all of this by {"shared_secret": "the extension's shared secret from LimaCharlie"}`,
      `Replace all of this by {${example}, "allowed_oids": ["id of a LimaCharlie organization"]}`,
      `Replace all of this by {${example}}`,
    ]);
  });
});

describe('what outlives the stack', () => {
  const kept = (of: typeof stage) =>
    ['AWS::SecretsManager::Secret', 'AWS::DynamoDB::Table'].map((type) => [
      ...new Set(of.ofType(type).map(([, { DeletionPolicy }]) => DeletionPolicy)),
    ]);

  test('secrets and ledger with removal policy retain; but no secret that a failed deployment made, whose name is taken then', () => {
    expect(kept(stage)).toEqual([['RetainExceptOnCreate'], ['Retain']]);
  });

  test('nothing with removal policy destroy', () => {
    expect(kept(synthesise({ removalPolicy: 'destroy' }))).toEqual([['Delete'], ['Delete']]);
  });
});
