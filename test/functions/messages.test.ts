import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as registry from '../../functions/registry.ts';
import { OID, OTHER_OID, startTestExtension, type TestExtension } from '../support/extension.ts';
import { signed } from '../support/signed.ts';

const org = { oid: OID, jwt: 'eyJ0eXAi.e30.c2ln', ident: 'someone' };
let extension: TestExtension;
beforeEach(async () => {
  extension = await startTestExtension();
});
afterEach(() => extension.close());

const deliver = (message: Record<string, unknown>) =>
  extension.deliver({ version: 20221218, idempotency_key: 'k', ...message });
const halo = () => extension.halo.calls.all.map(({ path }) => path);

describe('heartbeat', () => {
  test('is answered with an empty object, and nobody else is asked', async () => {
    await expect(deliver({ heartbeat: {} })).resolves.toMatchObject({ status: 200, body: {} });
    expect([halo(), extension.secretReads]).toEqual([[], ['test/extension']]);
  });
});

describe('schema_request', () => {
  test('is answered with the schema of every action', async () => {
    const { status, body } = await deliver({ schema_request: {} });
    expect(status).toBe(200);
    expect(body.version).toBe(20221218);
    expect(Object.keys(body.data)).toEqual(['views', 'config_schema', 'request_schema', 'required_events']);
    expect(Object.keys(body.data.request_schema).sort()).toEqual([...Object.keys(registry), 'resume_request'].sort());
    expect(halo()).toEqual([]);
  });
});

describe('event', () => {
  const event = (event_name: string, oid = OID) =>
    deliver({ event: { org: { ...org, oid }, event_name, data: {}, config: {} } });

  test('every event that the schema asks for is answered', async () => {
    const { body } = await deliver({ schema_request: {} });
    for (const name of body.data.required_events)
      await expect(event(name)).resolves.toMatchObject({ status: 200, body: { data: {} } });
  });

  test('subscribe tries the set-up out and logs what came of it', async () => {
    await event('subscribe');
    expect(halo()).toEqual(expect.arrayContaining(['/auth/token', '/api/Tickets', '/api/Asset', '/api/Client']));
    expect(extension.logs).toEqual([expect.objectContaining({ message: 'org subscribed', oid: OID, code: 'ok' })]);
  });

  test('subscribe of an org that is not set up yet is no failure', async () => {
    await expect(event('subscribe', OTHER_OID)).resolves.toMatchObject({ status: 200 });
    expect(extension.logs).toEqual([expect.objectContaining({ code: 'org_not_configured' })]);
  });

  test.each(['update', 'Subscribe', 'toString', ''])('%j is not an event of ours', async (name) => {
    await expect(event(name)).resolves.toMatchObject({
      status: 400,
      body: { error: `unknown event: ${name}`, retriable: false },
    });
  });
});

describe('error_report', () => {
  test('is logged', async () => {
    await expect(deliver({ error_report: { error: 'it broke', oid: OID } })).resolves.toMatchObject({ status: 200 });
    expect(extension.logs).toEqual([expect.objectContaining({ level: 'WARN', oid: OID, reported: 'it broke' })]);
  });

  test.each([{}, { error: null, oid: null }, { error: 'x'.repeat(100_000) }])(
    'may say anything (case %#)',
    async (report) => {
      await expect(deliver({ error_report: report })).resolves.toMatchObject({ status: 200 });
      expect(JSON.stringify(extension.logs).length).toBeLessThan(1_000);
    },
  );
});

describe('request', () => {
  test('runs the action and answers with its result', async () => {
    const { status, body } = await deliver({
      request: { org, action: 'create_ticket', data: { summary: 's' }, config: {}, resource_state: {}, inv_id: 'i' },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ version: 20221218, data: { id: 2884, summary: expect.stringContaining('s') } });
    expect(body.error).toBeUndefined();
  });

  test('whose config and data are null is one without either', async () => {
    await expect(
      deliver({ request: { org, action: 'search_tickets', data: null, config: null } }),
    ).resolves.toMatchObject({
      status: 200,
      body: { data: { record_count: 0 } },
    });
  });

  test('for an action that does not exist is refused for good', async () => {
    await expect(deliver({ request: { org, action: 'nope', data: {} } })).resolves.toMatchObject({
      status: 400,
      body: { error: expect.stringMatching(/^unknown request action: nope/), retriable: false },
    });
    expect(halo()).toEqual([]);
  });

  test('of an org without credentials is refused before HaloPSA is asked', async () => {
    await expect(extension.request('create_ticket', { summary: 's' }, { oid: OTHER_OID })).resolves.toMatchObject({
      status: 400,
    });
    expect(halo()).toEqual([]);
  });
});

describe('the envelope', () => {
  test('with several members is the first in the order of the reference implementation', async () => {
    const { body } = await deliver({ schema_request: {}, heartbeat: {}, request: { org, action: 'create_ticket' } });
    expect(body).toEqual({});
    expect(halo()).toEqual([]);
  });

  test('with null members is what is left', async () => {
    const { body } = await deliver({ heartbeat: null, event: null, request: null, schema_request: {} });
    expect(body.data).toHaveProperty('request_schema');
  });

  test('may hold members that nobody knows, everywhere', async () => {
    await expect(
      deliver({ future: 1, request: { org: { ...org, x: 1 }, action: 'search_tickets', data: {}, config: {}, y: 2 } }),
    ).resolves.toMatchObject({ status: 200 });
  });

  test.each([20200101, null, 'x'])('may be of any version (%j)', async (version) => {
    await expect(deliver({ version, heartbeat: {} })).resolves.toMatchObject({ status: 200 });
  });

  test.each([
    '',
    '{',
    '[]',
    'null',
    '7',
    '"x"',
    '{}',
    '{"unknown":{}}',
    '{"heartbeat":null}',
    '{"request":{}}',
    '{"event":7}',
  ])('that is none is refused for good: %j', async (text) => {
    const answer = await extension.post(signed(text));
    expect(answer).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('The message'), retriable: false },
    });
  });
});
