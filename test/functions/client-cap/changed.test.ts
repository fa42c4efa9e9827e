import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { OID, startTestExtension, type TestExtension } from '../../support/extension.ts';
import { createTestClock, type TestClock } from '../../support/test-clock.ts';

const HOUR_MS = 3_600_000;

let clock: TestClock;
let extension: TestExtension;
beforeEach(async () => {
  clock = createTestClock();
  extension = await startTestExtension({ clock, simulator: { nowMs: clock.nowMs } });
});
afterEach(() => extension.close());

const change = (members: object) =>
  extension.secrets.set(
    'default',
    JSON.stringify({ ...JSON.parse(extension.secrets.get('default') ?? ''), ...members }),
  );
const narrow = (members: object = {}) => change({ ...members, orgs: { [OID]: { allowed_client_ids: [12] } } });
const create = (clientId: number, key?: string) =>
  extension.request('create_ticket', { summary: 's', client_id: clientId }, key === undefined ? {} : { key });
const tickets = () => extension.halo.state.tickets;

describe('a limit that comes with new credentials', () => {
  beforeEach(async () => {
    await extension.direct('search_tickets', {});
    extension.halo.state.oauth.client_secret = 'rotated-secret-value';
    extension.halo.revokeTokens();
    narrow({ client_secret: 'rotated-secret-value' });
    clock.advance(11_000);
  });

  test('holds every call that is made with them, also one that began before', async () => {
    const answers = await Promise.all([create(13), create(13), create(13)]);
    expect(answers.map(({ status }) => status)).not.toContain(200);
    expect(tickets()).toEqual([]);
  });

  test('has a call that began under the old one sent again, which then goes by it', async () => {
    const first = await create(12);
    expect(first.body).toMatchObject({ retriable: true, error: expect.stringContaining('secret was changed') });
    expect((await create(12)).body.data).toMatchObject({ client_id: 12 });
    expect((await create(13)).body.error).toContain('client_not_allowed');
  });
});

describe('an answer that was recorded before the limit', () => {
  test('is given again where it is about a client within it', async () => {
    await create(12, 'k');
    narrow();
    clock.advance(HOUR_MS);
    expect((await create(12, 'k')).body.data).toMatchObject({ client_id: 12, _meta: { replayed: true } });
  });

  test('is not shown where it is about another', async () => {
    await create(13, 'k');
    narrow();
    clock.advance(HOUR_MS);
    const { body, text } = await create(13, 'k');
    expect(body.error).toContain('client_not_allowed');
    expect(text).not.toContain('Contoso');
  });
});

test('what was just done is not refused, whatever its reply shows', async () => {
  const { body } = await extension.direct('create_ticket', { summary: 's', client_id: 12 });
  narrow();
  clock.advance(HOUR_MS);
  const reply = { id: 2, ticket_id: body.id, note: 'n', client_id: 0 };
  const match = { method: 'POST', path: '/api/actions' };
  extension.halo.faults.add({ kind: 'status', status: 201, when: 'after-commit', body: reply, match });
  expect((await extension.direct('add_action', { ticket_id: body.id, note: 'n' })).status).toBe(200);
});

test("another client's assets on an allowed ticket are not shown, and stay on it", async () => {
  const { body } = await extension.direct('create_ticket', { summary: 's', client_id: 12, asset_ids: [501, 302] });
  narrow();
  clock.advance(HOUR_MS);
  const answer = await extension.direct('update_ticket', { id: body.id, summary: 'x' });
  expect(answer.body.assets).toMatchObject([{ id: 501 }]);
  expect(answer.text).not.toContain('WS-100');
  await extension.direct('link_asset_to_ticket', { ticket_id: body.id, hostname: 'LT-007' });
  expect(tickets()[0]?.asset_ids).toEqual([501, 302, 306]);
});
