import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startSecretsManager } from '../../../../../infra/local/aws/start-secrets-manager.ts';
import type { Listening } from '../../../../../infra/local/listen.ts';
import { sdkSettings } from '../../../../support/sdk-settings.ts';

let endpoint: Listening;
let client: SecretsManagerClient;

beforeAll(async () => {
  endpoint = await startSecretsManager();
  client = new SecretsManagerClient(sdkSettings(endpoint.url));
});

afterAll(async () => {
  client.destroy();
  await endpoint.close();
});

let names = 0;
const freshName = () => `app/dev/secret-${++names}`;
const create = (Name: string, SecretString?: string) => client.send(new CreateSecretCommand({ Name, SecretString }));
const put = (SecretId: string, SecretString: string, more = {}) =>
  client.send(new PutSecretValueCommand({ SecretId, SecretString, ...more }));
const get = (SecretId: string, more = {}) => client.send(new GetSecretValueCommand({ SecretId, ...more }));
const textOf = async (SecretId: string, more = {}) => (await get(SecretId, more)).SecretString;

describe('the SDK', () => {
  test('reads back what it created', async () => {
    const Name = freshName();
    const created = await create(Name, '{"a":"ü"}');
    expect(await get(Name)).toMatchObject({
      ARN: created.ARN,
      Name,
      SecretString: '{"a":"ü"}',
      VersionId: created.VersionId,
      VersionStages: ['AWSCURRENT'],
      CreatedDate: expect.any(Date),
    });
  });

  test('reads by the whole ARN and by the ARN without its random ending', async () => {
    const { ARN = '' } = await create(freshName(), 'x');
    expect(ARN).toMatch(/^arn:aws:secretsmanager:us-east-1:000000000000:secret:app\/dev\/secret-\d+-\w{6}$/);
    expect([await textOf(ARN), await textOf(ARN.slice(0, -7))]).toEqual(['x', 'x']);
  });

  test('reads binary values as bytes', async () => {
    const Name = freshName();
    await client.send(new CreateSecretCommand({ Name, SecretBinary: Buffer.from([1, 2, 255]) }));
    expect(Buffer.from((await get(Name)).SecretBinary ?? [])).toEqual(Buffer.from([1, 2, 255]));
  });

  test('finds the value before the last one under AWSPREVIOUS', async () => {
    const Name = freshName();
    await create(Name, 'one');
    await put(Name, 'two');
    await put(Name, 'three');
    expect(await textOf(Name)).toBe('three');
    expect(await textOf(Name, { VersionStage: 'AWSPREVIOUS' })).toBe('two');
  });

  test('reads a version by its id, whatever its stages', async () => {
    const Name = freshName();
    const { VersionId } = await create(Name, 'one');
    await put(Name, 'two');
    await put(Name, 'three');
    expect(await get(Name, { VersionId })).toMatchObject({ SecretString: 'one', VersionStages: [] });
  });

  test('puts a value aside under a stage of its own', async () => {
    const Name = freshName();
    await create(Name, 'now');
    expect((await put(Name, 'soon', { VersionStages: ['AWSPENDING'] })).VersionStages).toEqual(['AWSPENDING']);
    expect([await textOf(Name), await textOf(Name, { VersionStage: 'AWSPENDING' })]).toEqual(['now', 'soon']);
  });

  test('may repeat a write under the same token, but not with another value', async () => {
    const Name = freshName();
    const ClientRequestToken = 'a-token-of-at-least-thirty-two-chars';
    await create(Name, 'old');
    const first = await put(Name, 'new', { ClientRequestToken });
    expect((await put(Name, 'new', { ClientRequestToken })).VersionId).toBe(first.VersionId);
    await expect(put(Name, 'newer', { ClientRequestToken })).rejects.toThrow(ResourceExistsException);
    expect(await textOf(Name)).toBe('new');
  });

  test('is told which stages each version has, without a value', async () => {
    const Name = freshName();
    const first = await create(Name, 'one');
    const second = await put(Name, 'two');
    const described = await client.send(new DescribeSecretCommand({ SecretId: Name }));
    expect(described.VersionIdsToStages).toEqual({
      [String(first.VersionId)]: ['AWSPREVIOUS'],
      [String(second.VersionId)]: ['AWSCURRENT'],
    });
    expect(JSON.stringify(described)).not.toContain('two');
  });

  test('is refused a second secret of one name', async () => {
    const Name = freshName();
    await create(Name, 'one');
    await expect(create(Name, 'two')).rejects.toThrow(ResourceExistsException);
    expect(await textOf(Name)).toBe('one');
  });

  test.each([
    ['reads', () => get('no/such')],
    ['writes', () => put('no/such', 'x')],
    ['describes', () => client.send(new DescribeSecretCommand({ SecretId: 'no/such' }))],
    ['reads by ARN', () => get('arn:aws:secretsmanager:us-east-1:000000000000:secret:no/such-abcdef')],
  ])('gets ResourceNotFoundException when it %s a secret that is not there', async (_, call) => {
    await expect(call()).rejects.toThrow(ResourceNotFoundException);
  });

  test('gets ResourceNotFoundException for a secret without a value', async () => {
    const Name = freshName();
    await create(Name);
    await expect(get(Name)).rejects.toThrow(ResourceNotFoundException);
  });

  test('gets InvalidParameterException when it writes no value', async () => {
    const Name = freshName();
    await create(Name, 'x');
    const nothing = client.send(new PutSecretValueCommand({ SecretId: Name }));
    await expect(nothing).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  test('gets an error, not silence, for an operation that the endpoint lacks', async () => {
    const listing = client.send(new ListSecretsCommand({}));
    await expect(listing).rejects.toMatchObject({ name: 'UnknownOperationException' });
  });
});

test('a body that is not JSON is an InvalidRequestException', async () => {
  const headers = { 'x-amz-target': 'secretsmanager.GetSecretValue' };
  const response = await fetch(endpoint.url, { method: 'POST', headers, body: '{' });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ __type: 'InvalidRequestException' });
});
