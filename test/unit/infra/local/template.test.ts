import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { parseTemplate, readTemplate } from '../../../../infra/local/template.ts';
import { assets, template } from './fixtures/template.ts';

const parsed = () => parseTemplate(template, assets, '/out');

describe('a template gives', () => {
  test('its functions, with their settings, code and environment', () => {
    expect(parsed().functions[0]).toEqual({
      logicalId: 'Create0A1B',
      name: 'app-dev-create',
      arn: 'arn:aws:lambda:us-east-1:000000000000:function:app-dev-create',
      codeDir: '/out/asset.aaa',
      handler: 'index.handler',
      memoryMb: 512,
      timeoutMs: 29_000,
      environment: {
        SECRET_PREFIX: 'app/dev',
        EMPTY: '',
        LEDGER_TABLE: 'Ledger5C',
        SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:app/dev/default',
        QUEUE: 'Dead',
        SELF: 'x:us-east-1:aws/arn:aws:dynamodb:us-east-1:000000000000:table/Ledger5C',
      },
      logging: { format: 'JSON', level: 'DEBUG' },
    });
  });

  test("Lambda's defaults to a function that says nothing", () => {
    expect(parsed().functions[1]).toMatchObject({
      codeDir: '/absolute/bbb',
      memoryMb: 128,
      timeoutMs: 3_000,
      environment: {},
      logging: {},
    });
  });

  test('no function with inline code', () => {
    expect(parsed().functions.map(({ logicalId }) => logicalId)).toEqual(['Create0A1B', 'CreateMore']);
  });

  test('its routes, with function, authorizer and limit', () => {
    expect(parsed().routes).toEqual([
      { method: 'POST', path: '/', functionLogicalId: 'Create0A1B', authorizer: 'NONE', integrationTimeoutMs: 29_000 },
      {
        method: 'POST',
        path: '/actions/more',
        functionLogicalId: 'CreateMore',
        authorizer: 'AWS_IAM',
        integrationTimeoutMs: 5_000,
      },
      {
        method: 'ANY',
        path: '/actions/{action}',
        functionLogicalId: 'CreateMore',
        authorizer: 'NONE',
        integrationTimeoutMs: 5_000,
      },
    ]);
  });

  test('its tables, as far as CreateTable wants to know', () => {
    expect(parsed().tables).toEqual([
      {
        name: 'Ledger5C',
        properties: {
          KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
          AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
          BillingMode: 'PAY_PER_REQUEST',
        },
      },
    ]);
  });

  test('the ARNs of its KMS keys', () => {
    const withKey = structuredClone(template);
    withKey.Resources.TokenKey = { Type: 'AWS::KMS::Key' };
    expect(parsed().keyArns).toEqual([]);
    expect(parseTemplate(withKey, assets, '/out').keyArns).toEqual(['arn:aws:kms:us-east-1:000000000000:key/TokenKey']);
  });

  test('an error for a route that leads to no function of its own', () => {
    const elsewhere = structuredClone(template);
    elsewhere.Resources.ToCreate = {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: { IntegrationUri: 'https://elsewhere.example' },
    };
    expect(() => parseTemplate(elsewhere, assets, '/out')).toThrow(
      'The route "POST /" leads to https://elsewhere.example, which is no function of this template.',
    );
  });
});

describe('a directory', () => {
  let directory = '';
  afterEach(() => rm(directory, { recursive: true, force: true }));

  async function holding(...stacks: string[]): Promise<string> {
    directory = await mkdtemp(join(tmpdir(), 'cdk-out-'));
    for (const stack of stacks) {
      await writeFile(join(directory, `${stack}.template.json`), JSON.stringify(template));
      await writeFile(join(directory, `${stack}.assets.json`), JSON.stringify(assets));
    }
    return directory;
  }

  test('with one template is read', async () => {
    const { functions } = await readTemplate(await holding('app-dev'));
    expect(functions[0]?.codeDir).toBe(join(directory, 'asset.aaa'));
  });

  test.each([[[]], [['a', 'b']]])('with the templates %j is refused', async (stacks) => {
    await expect(readTemplate(await holding(...stacks))).rejects.toThrow(`found ${stacks.length}`);
  });
});
