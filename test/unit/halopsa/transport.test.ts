import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FaultRule } from '../../../infra/local/halopsa-simulator/index.ts';
import { ExtensionError } from '../../../lib/errors.ts';
import { createTransport, type HaloRequest } from '../../../lib/halopsa/transport.ts';
import { startTestHalo, type TestHalo } from '../../support/halo.ts';

let halo: TestHalo;
beforeEach(async () => {
  halo = await startTestHalo();
});
afterEach(() => halo.close());

const OID = '11111111-2222-4333-8444-555555555555';
const READ: HaloRequest = { method: 'GET', path: '/Tickets', scope: 'read:tickets', query: { pageinate: true } };
const WRITE: HaloRequest = { method: 'POST', path: '/Tickets', scope: 'edit:tickets', record: { summary: 's' } };
const send = (request: HaloRequest, deadlineAtMs = 20_000) =>
  createTransport({ oid: OID, deadlineAtMs }, halo.deps)(request);
const apiCalls = () => halo.simulator.calls.matching({ path: /^\/api\// });
const tokenCalls = () => halo.simulator.calls.count('POST', '/auth/token');
const fault = (rule: FaultRule) => halo.simulator.faults.add({ match: { path: '/api/' }, ...rule });

test('one record goes as a list of one', async () => {
  await expect(send(WRITE)).resolves.toMatchObject({ id: 2884 });
  expect(apiCalls()).toMatchObject([{ method: 'POST', path: '/api/Tickets', body: [{ summary: 's' }], status: 201 }]);
});

test('query parameters go by their names, those that are undefined not at all', async () => {
  await send({ ...READ, query: { pageinate: true, search: 'a&b=c d', client_id: undefined, page_no: 1 } });
  expect(apiCalls()[0]?.query).toEqual({ pageinate: 'true', search: 'a&b=c d', page_no: '1' });
});

test('a path below an instance keeps it', async () => {
  await halo.close();
  halo = await startTestHalo({ basePath: '/psa' });
  await send(READ);
  expect(halo.simulator.calls.all.map(({ path }) => path)).toEqual(['/psa/auth/token', '/psa/api/Tickets']);
});

describe('a 401', () => {
  test('has the token replaced, the secret read again, and the call sent once more', async () => {
    await send(READ);
    halo.simulator.revokeTokens();
    await send(READ);
    expect(apiCalls().map(({ status }) => status)).toEqual([200, 401, 200]);
    expect([tokenCalls(), halo.secretExpiries()]).toEqual([2, 1]);
  });

  test('does the same to a write, since HaloPSA has not acted', async () => {
    fault({ kind: 'once-401' });
    await expect(send(WRITE)).resolves.toMatchObject({ id: 2884 });
    expect(halo.simulator.state.tickets).toHaveLength(1);
  });

  test('that comes again is a missing permission, after exactly two attempts', async () => {
    fault({ kind: 'once-401', times: 9 });
    await expect(send(READ)).rejects.toMatchObject({ code: 'scope_missing', halo: { status: 401 } });
    expect(apiCalls()).toHaveLength(2);
  });

  test('to fifty calls at once costs one token', async () => {
    await send(READ);
    halo.simulator.revokeTokens();
    await Promise.all(Array.from({ length: 50 }, () => send(READ)));
    expect(tokenCalls()).toBe(2);
  });
});

describe('a success that is not JSON', () => {
  test.each<FaultRule>([
    { kind: 'broken-json' },
    { kind: 'html', status: 200 },
    { kind: 'status', status: 200, body: '' },
  ])('(%j) is an outage to a read and an unknown outcome to a write', async (rule) => {
    fault(rule);
    await expect(send(READ)).rejects.toMatchObject({ code: 'halo_unavailable' });
    fault(rule);
    await expect(send(WRITE)).rejects.toMatchObject({ code: 'outcome_unknown' });
  });
});

describe('a success that holds HaloPSA’s words in place of a record', () => {
  test.each([
    [{ error_message: 'Category must be entered' }],
    [{ Message: 'Category must be entered', Data: null, InnerException: { Message: 'x' } }],
    [{ error: 'Category must be entered', id: 0 }],
    [[{ errorMessage: 'Category must be entered' }]],
  ])('(%j) passes them on, and is what it is without words', async (body) => {
    const says = { message: expect.stringContaining('Category must be entered'), halo: { status: 200 } };
    fault({ kind: 'status', status: 200, body });
    await expect(send(WRITE)).rejects.toMatchObject({ code: 'outcome_unknown', leavesDoubt: true, ...says });
    if (Array.isArray(body)) return;
    fault({ kind: 'status', status: 200, body });
    await expect(send(READ)).rejects.toMatchObject({ code: 'halo_unavailable', ...says });
  });

  test('shows no secret, and no more than a failure would', async () => {
    const { client_secret: secret } = halo.credentials;
    fault({ kind: 'status', status: 200, body: { Message: `Refused for ${secret} ${'x'.repeat(1_000)}` } });
    const thrown = (await send(WRITE).catch(ExtensionError.from)) as ExtensionError;
    expect(thrown.halo?.message).toMatch(/^Refused for \[redacted\] x{200,280}…$/);
    expect(JSON.stringify([thrown.message, thrown.halo])).not.toContain(secret);
  });

  test.each([
    [{ id: 7, message: 'The customer has been told' }],
    [{ tickets: [], message: 'Nothing was found' }],
    [{ tickets: { id: '7' }, message: 'The customer has been told' }],
    [{ id: 7 }],
    [[]],
    [{ Message: '' }],
  ])('but a record or a list beside words is none: %j', async (body) => {
    fault({ kind: 'status', status: 200, body });
    await expect(send(WRITE)).resolves.toEqual(body);
  });
});

test('any 2xx is a success', async () => {
  fault({ kind: 'status', status: 202, body: { id: 7 } });
  await expect(send(WRITE)).resolves.toEqual({ id: 7 });
});

test('a redirect is none, and is not followed', async () => {
  fault({ kind: 'redirect', location: '/api/Client' });
  await expect(send(READ)).rejects.toMatchObject({ code: 'halo_unavailable' });
  expect(apiCalls()).toHaveLength(1);
});

test('who waits for a token that others asked for waits no longer than its own deadline', async () => {
  halo.simulator.faults.add({ kind: 'hang-before', match: { path: '/auth' } });
  const patient = send(READ, 500).catch((error) => error.code);
  const startedAtMs = performance.now();
  await expect(send(READ, 50)).rejects.toMatchObject({
    code: 'halo_timeout',
    message: "HaloPSA's token endpoint did not answer in time.",
  });
  expect(performance.now() - startedAtMs).toBeLessThan(400);
  expect(await patient).toBe('halo_timeout');
  expect(tokenCalls()).toBe(1);
});

test('a failed call says which path failed and repeats neither token nor secret', async () => {
  await send(READ);
  const token = halo.simulator.state.tokens[0]?.access_token ?? '';
  const body = { Message: `Authorization: Bearer ${token} for ${halo.credentials.client_secret}` };
  fault({ kind: 'status', status: 400, body });
  const error = (await send(READ).catch((thrown) => thrown)) as ExtensionError;
  expect(error.message).toMatch(/^HaloPSA answered 400 to \/Tickets: Authorization: .*\[redacted\]/);
  const text = JSON.stringify({ ...error, message: error.message });
  expect(text).not.toContain(token);
  expect(text).not.toContain(halo.credentials.client_secret);
});
