import { rm } from 'node:fs/promises';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isRunning } from '../../../../infra/local/is-running.ts';
import { type LocalStack, type LocalStackOptions, startLocalStack } from '../../../../infra/local/stack.ts';
import { writeCdkOut } from './fixtures/cdk-out.ts';

let cdkOut = '';
beforeAll(async () => {
  cdkOut = await writeCdkOut({ ALLOWED_HALO_HOSTS: 'halo.example.com' });
});
afterAll(() => rm(cdkOut, { recursive: true }));

async function withStack(options: LocalStackOptions, use: (stack: LocalStack) => Promise<void>): Promise<void> {
  const stack = await startLocalStack({ cdkOut, ...options });
  try {
    await use(stack);
  } finally {
    await stack.close();
  }
}

async function run(stack: LocalStack, event: object = {}, path = '/') {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(stack.gatewayUrl + path, { method: 'POST', headers, body: JSON.stringify(event) });
  return (await response.json()) as { pid: number; environment: Record<string, string>; event: { routeKey: string } };
}

const sdk = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

async function secretOf(stack: LocalStack, name: string): Promise<Record<string, unknown>> {
  const client = new SecretsManagerClient(sdk(stack.secretsManagerUrl));
  const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: `app/test/${name}` }));
  client.destroy();
  return JSON.parse(SecretString);
}

describe('the local stack', () => {
  test("serves the template's routes from its functions", async () => {
    await withStack({}, async (stack) => {
      expect((await run(stack)).event.routeKey).toBe('POST /');
      expect((await run(stack, {}, '/actions/x')).event.routeKey).toBe('POST /actions/{action}');
      expect((await fetch(`${stack.gatewayUrl}/other`)).status).toBe(404);
    });
  });

  test("tells functions of its endpoints and org, on top of the template's environment", async () => {
    await withStack({ environment: { EXTRA: 'x' } }, async (stack) => {
      expect((await run(stack)).environment).toMatchObject({
        SECRET_PREFIX: 'app/test',
        LEDGER_TABLE: 'Ledger',
        AWS_ENDPOINT_URL_SECRETS_MANAGER: stack.secretsManagerUrl,
        AWS_ENDPOINT_URL_DYNAMODB: stack.dynamodbUrl,
        ALLOW_LOOPBACK_HTTP: 'true',
        HALO_CALLS_PER_5_MINUTES: '0',
        DEFAULT_OID: stack.oid,
        ALLOWED_HALO_HOSTS: 'halo.example.com',
        EXTRA: 'x',
      });
    });
  });

  test("has secrets for the simulator and for the one org, and the template's tables", async () => {
    await withStack({}, async (stack) => {
      expect(await secretOf(stack, 'extension')).toEqual({ shared_secret: stack.sharedSecret });
      expect(await secretOf(stack, 'default')).toEqual({
        instance_url: stack.simulator?.url,
        tenant: 'northwind',
        client_id: expect.any(String),
        client_secret: expect.any(String),
        allowed_oids: [stack.oid],
      });
      const client = new DynamoDBClient(sdk(stack.dynamodbUrl));
      expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual(['Ledger']);
      client.destroy();
      expect(stack.sharedSecret).toMatch(/^[0-9a-f]{64}$/);
    });
  });

  test('has a shared secret and an org of its own each time', async () => {
    await withStack({}, async (one) => {
      await withStack({}, async (other) => {
        expect(one.oid).not.toBe(other.oid);
        expect(one.sharedSecret).not.toBe(other.sharedSecret);
      });
    });
  });

  test('uses another HaloPSA on request, with the credentials given, and starts no simulator', async () => {
    const haloSecret = { client_id: 'id', client_secret: 'secret', allowed_client_ids: [12] };
    await withStack({ halopsaUrl: 'https://acme.example.org', haloSecret }, async (stack) => {
      expect(stack.simulator).toBeUndefined();
      expect(stack.halopsaUrl).toBe('https://acme.example.org');
      expect(await secretOf(stack, 'default')).toEqual({
        instance_url: 'https://acme.example.org',
        ...haloSecret,
        allowed_oids: [stack.oid],
      });
      expect((await run(stack)).environment.ALLOWED_HALO_HOSTS).toBe('halo.example.com,acme.example.org');
    });
  });

  test('is on the loopback address only', async () => {
    await withStack({}, async ({ gatewayUrl, webhookUrl, halopsaUrl, secretsManagerUrl, dynamodbUrl }) => {
      const urls = [gatewayUrl, webhookUrl, halopsaUrl, secretsManagerUrl, dynamodbUrl];
      expect(urls.map((url) => new URL(url).hostname)).toEqual(urls.map(() => '127.0.0.1'));
    });
  });

  test('hands on what functions write', async () => {
    const lines: string[] = [];
    await withStack({ onLog: (name, line) => lines.push(`${name}: ${line}`) }, async (stack) => {
      await fetch(stack.webhookUrl, { method: 'POST', headers: { 'content-type': 'image/png' }, body: 'x' });
    });
    expect(lines).toEqual(['Scripted: POST /']);
  });

  test('leaves no process and no open port behind', async () => {
    let pid = 0;
    let urls: string[] = [];
    await withStack({}, async (stack) => {
      pid = (await run(stack)).pid;
      urls = [stack.gatewayUrl, stack.halopsaUrl, stack.secretsManagerUrl, stack.dynamodbUrl];
    });
    expect(isRunning(pid)).toBe(false);
    for (const url of urls) await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  test('says that the port is taken before it does anything else', async () => {
    await withStack({}, async ({ gatewayUrl }) => {
      const port = Number(new URL(gatewayUrl).port);
      const second = startLocalStack({ cdkOut: '/does/not/exist', port });
      await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE', port });
    });
  });

  test('does not start once it was stopped', async () => {
    await expect(startLocalStack({ cdkOut, signal: AbortSignal.abort() })).rejects.toThrow('aborted');
  });
});
