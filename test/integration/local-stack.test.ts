import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type * as registry from '../../functions/registry.ts';
import { SIMULATOR_CREDENTIALS } from '../../infra/local/halopsa-simulator/index.ts';
import { deliver, requestEnvelope } from '../../infra/local/limacharlie-sender.ts';
import { type LocalStack, startLocalStack } from '../../infra/local/stack.ts';

const OTHER_OID = '99999999-8888-4777-8666-555555555555';
const NOTE = 'canary-of-a-note-text';

let stack: LocalStack;
const log: string[] = [];

beforeAll(async () => {
  stack = await startLocalStack({ onLog: (_name, line) => log.push(line) });
}, 180_000);
afterAll(() => stack.close());

const request = async (
  action: string,
  data: unknown,
  more: { oid?: string; idempotencyKey?: string; config?: Record<string, unknown> } = {},
) => {
  const { status, text } = await deliver(
    stack.webhookUrl,
    requestEnvelope({ oid: stack.oid, action, data, ...more }),
    stack.sharedSecret,
  );
  return { status, body: JSON.parse(text) };
};

const direct = async (action: string, input: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(`${stack.gatewayUrl}/actions/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof input === 'string' ? input : JSON.stringify(input),
  });
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely
  return { status: response.status, type: response.headers.get('content-type'), body: (await response.json()) as any };
};

/** Inputs that work for a ticket, in the order in which the actions make sense. */
const inputsFor = (id: number): [keyof typeof registry, Record<string, unknown>][] => [
  ['update_ticket', { id, status_id: 2 }],
  ['add_action', { ticket_id: String(id), note: NOTE }],
  ['link_asset_to_ticket', { ticket_id: id, hostname: 'ws-042' }],
  ['search_tickets', { search: 'Integration', client_id: 12 }],
  ['lookup_client_site', { type: 'client', search: 'north' }],
];

describe('the deployed bundles between LimaCharlie and HaloPSA', () => {
  beforeEach(() => stack.simulator?.calls.clear());

  test.each(['webhook', 'direct'] as const)('every action works through the %s door', async (door) => {
    const call = async (name: string, input: unknown) =>
      door === 'webhook' ? (await request(name, input)).body.data : (await direct(name, input)).body;
    const ticket = await call('create_ticket', {
      summary: `Integration by ${door}`,
      client_id: 12,
      details: { event: NOTE },
    });
    expect(stack.simulator?.state.tickets.filter((one) => one.id === ticket.id)).toHaveLength(1);
    for (const [name, input] of inputsFor(ticket.id)) expect(await call(name, input)).not.toHaveProperty('error');
    const stored = stack.simulator?.state.tickets.find((one) => one.id === ticket.id);
    expect(stored).toMatchObject({ client_id: 12, status_id: 2, asset_ids: [501] });
    expect(stack.simulator?.state.actions.filter((one) => one.ticket_id === ticket.id)).toHaveLength(1);
  });

  test('a message that is delivered three times at once makes one ticket, and all get its number', async () => {
    const data = { summary: 'Delivered three times' };
    const answers = await Promise.all(
      [1, 2, 3].map(() => request('create_ticket', data, { idempotencyKey: 'thrice' })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ body }) => body.data.id)).size).toBe(1);
    expect(stack.simulator?.state.tickets.filter((one) => one.summary === data.summary)).toHaveLength(1);
  });

  test('an org without credentials is refused at both doors', async () => {
    const refused = await request('create_ticket', { summary: 'x' }, { oid: OTHER_OID });
    expect([refused.status, refused.body]).toEqual([
      400,
      expect.objectContaining({ retriable: false, error: expect.stringContaining('org_not_configured') }),
    ]);
    const problem = await direct('create_ticket', { summary: 'x' }, { 'x-limacharlie-oid': OTHER_OID });
    expect([problem.status, problem.type, problem.body.code]).toEqual([
      403,
      'application/problem+json',
      'org_not_configured',
    ]);
    expect(stack.simulator?.calls.all).toEqual([]);
  });

  test('an org works as soon as it has a secret of its own', async () => {
    const oid = '12121212-3434-4565-8787-909090909090';
    const client = new SecretsManagerClient({
      endpoint: stack.secretsManagerUrl,
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    const { client_id, client_secret } = SIMULATOR_CREDENTIALS;
    const value = { instance_url: stack.halopsaUrl, client_id, client_secret };
    await client.send(
      new CreateSecretCommand({ Name: `${stack.secretPrefix}/orgs/${oid}`, SecretString: JSON.stringify(value) }),
    );
    expect((await request('lookup_client_site', { type: 'client' }, { oid })).status).toBe(200);
    client.destroy();
  });

  test("an unknown name below /actions is a problem of ours, an unknown path is the gateway's", async () => {
    const unknown = await direct('create_tickets', {});
    expect([unknown.status, unknown.body.code]).toEqual([404, 'unknown_action']);
    const response = await fetch(`${stack.gatewayUrl}/nowhere`, { method: 'POST' });
    expect([response.status, await response.json()]).toEqual([404, { message: 'Not Found' }]);
  });

  test('wrong input names every wrong field and sends nothing', async () => {
    const { status, body } = await direct('create_ticket', { impact: 9, client_id: 'abc' });
    expect(status).toBe(400);
    expect(body.errors.map((one: { field: string }) => one.field)).toEqual(['summary', 'client_id', 'impact']);
    expect((await direct('create_ticket', 'not json')).body.code).toBe('invalid_input');
    expect(stack.simulator?.calls.all).toEqual([]);
  });

  test('many calls at once share one token request a process', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => direct('search_tickets', {})));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(stack.simulator?.calls.count('POST', '/auth/token')).toBeLessThanOrEqual(10);
    expect(stack.simulator?.calls.count('GET', '/api/Tickets')).toBe(30);
  });

  test('the logs are JSON lines with the facts of each delivery and none of its secrets or texts', () => {
    const records = log.map((line) => JSON.parse(line));
    expect(records).toContainEqual(
      expect.objectContaining({ action: 'create_ticket', code: 'ok', oid: stack.oid, halo_status: [201] }),
    );
    const tokens = stack.simulator?.state.tokens.map(({ access_token }) => access_token) ?? [];
    expect(tokens.length).toBeGreaterThan(0);
    const secrets = [
      stack.sharedSecret,
      SIMULATOR_CREDENTIALS.client_secret,
      NOTE,
      'no-token-of-a-real-org',
      ...tokens,
    ];
    expect(secrets.filter((secret) => log.some((line) => line.includes(secret)))).toEqual([]);
  });
});
