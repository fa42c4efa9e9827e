import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { OTHER_OID } from '../../support/extension.ts';
import { startTimedExtension, type TimedExtension } from '../../support/occurrences.ts';

let extension: TimedExtension;
beforeEach(async () => {
  extension = await startTimedExtension({ random: () => 0 });
});
afterEach(() => extension.close());

const config = { retry_minutes: 30 };
const TICKET = { summary: 'Credential dump' };
const isDown = () => extension.halo.faults.add({ kind: 'status', status: 503, times: Number.POSITIVE_INFINITY });
const create = (data: unknown = TICKET, more: object = {}) =>
  extension.request('create_ticket', data, { key: 'k', config, ...more });

test('a write that is put off is answered as a success that says what is missing, and asks to be called back', async () => {
  isDown();
  const { status, body } = await create();
  expect({ status, body }).toEqual({
    status: 200,
    body: {
      version: 20221218,
      data: {
        pending: true,
        warnings: ["Not done yet: HaloPSA's token endpoint answered 503: (no text). It is tried again in 5 seconds."],
      },
      continuations: [
        { in_delay_sec: 5, action: 'resume_request', state: { request: expect.stringContaining('"key":"k"') } },
      ],
    },
  });
});

test('each callback asks for the next one a while later, and none keeps a credential', async () => {
  isDown();
  const first = await create();
  const [{ state }] = first.body.continuations;
  extension.clock.advance(5_000);
  const second = await extension.request('resume_request', state, { key: 'k:1', config });
  expect(second.body.continuations).toMatchObject([{ in_delay_sec: 20, action: 'resume_request' }]);
  expect(second.body.continuations[0].state).not.toEqual(state);
  expect(JSON.stringify([first.body, second.body])).not.toMatch(/jwt|secret/i);
});

test('a callback that comes twice is done once', async () => {
  isDown();
  const [{ state }] = (await create()).body.continuations;
  extension.halo.faults.clear();
  const answers = [];
  for (const key of ['k:1', 'k:1']) answers.push(await extension.request('resume_request', state, { key, config }));
  expect(answers[1]?.body.data).toMatchObject({ id: answers[0]?.body.data.id, _meta: { replayed: true } });
  expect(extension.halo.state.tickets).toHaveLength(1);
});

test('a message that LimaCharlie delivers again beside its callback is done once too', async () => {
  isDown();
  const [{ state }] = (await create()).body.continuations;
  extension.halo.faults.clear();
  await Promise.all([extension.request('resume_request', state, { key: 'k:1', config }), create()]);
  expect(extension.halo.state.tickets).toHaveLength(1);
});

describe('nothing is put off', () => {
  const failure = { status: 500, body: { retriable: true } };

  test.each<[string, () => ReturnType<typeof create>]>([
    ['where the configuration doesn’t say so', () => create(TICKET, { config: {} })],
    ['where it says that nothing is to be', () => create(TICKET, { config: { retry_minutes: 0 } })],
    ['without a key, by which a callback would be the same message', () => create(TICKET, { key: '' })],
    [
      'of a dry run, whose answer somebody waits for',
      () => create({ ...TICKET, client: 'Northwind Dental', dry_run: 'true' }),
    ],
    ['that reads, likewise', () => extension.request('search_tickets', {}, { config })],
    ['that is too large for an answer', () => create({ ...TICKET, details: 'x'.repeat(3_000_000) })],
  ])('%s', async (_, send) => {
    isDown();
    const answer = await send();
    expect(answer).toMatchObject(failure);
    expect(answer.body).not.toHaveProperty('continuations');
  });

  test.each<[string, number, () => ReturnType<typeof create>]>([
    ['an input that is wrong', 400, () => create({})],
    ['an organization without credentials', 400, () => create(TICKET, { oid: OTHER_OID })],
    ['a success', 200, () => create()],
  ])('where trying again would not help: %s', async (_, status, send) => {
    const answer = await send();
    expect(answer.status).toBe(status);
    expect(answer.body).not.toHaveProperty('continuations');
  });
});

describe('a resumption that nobody put off', () => {
  test.each<[string, unknown]>([
    ['nothing', {}],
    ['no JSON', { request: 'x' }],
    ['no key', { request: '{"action":"create_ticket","sinceMs":1,"attempt":0}' }],
  ])('is refused, and says what to call: %s', async (_, data) => {
    const { status, body } = await extension.request('resume_request', data, { config });
    expect(status).toBe(400);
    expect(body).toEqual({
      version: 20221218,
      retriable: false,
      error: 'resume_request is for LimaCharlie, which calls back with what was put off. Call the action itself.',
    });
    expect(extension.halo.calls.count('POST', '/api/Tickets')).toBe(0);
  });

  test('of an action that there isn’t is answered as that action would be', async () => {
    const request = JSON.stringify({ action: 'create_tickt', data: {}, key: 'k', sinceMs: 1, attempt: 0 });
    expect(await extension.request('resume_request', { request }, { config })).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('Did you mean `create_ticket`?') },
    });
  });

  test('is bound to the organization that sends it', async () => {
    const request = JSON.stringify({ action: 'create_ticket', data: TICKET, key: 'k', sinceMs: 1, attempt: 0 });
    const { status, body } = await extension.request('resume_request', { request }, { config, oid: OTHER_OID });
    expect({ status, error: body.error }).toMatchObject({
      status: 400,
      error: expect.stringContaining('org_not_configured'),
    });
  });
});
