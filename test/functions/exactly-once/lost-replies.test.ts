import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FaultRule } from '../../../infra/local/halopsa-simulator/index.ts';
import { startTestExtension, type TestExtension } from '../../support/extension.ts';

let extension: TestExtension;
beforeEach(async () => {
  extension = await startTestExtension();
});
afterEach(() => extension.close());

const tickets = () => extension.halo.state.tickets;
const create = (data: Record<string, unknown> = { summary: 's' }, key = 'k') =>
  extension.request('create_ticket', data, { key });
const strike = (fault: FaultRule) =>
  extension.halo.faults.add({ match: { method: 'POST', path: '/api/Tickets' }, ...fault });

describe('a write whose reply is lost', () => {
  test.each<FaultRule>([
    { kind: 'reset-after-commit' },
    { kind: 'truncated' },
    { kind: 'broken-json' },
    { kind: 'status', status: 502, when: 'after-commit' },
    { kind: 'status', status: 500, when: 'after-commit' },
    { kind: 'html', status: 504, when: 'after-commit' },
  ])('is found at once by its reference, after %j', async (fault) => {
    strike(fault);
    const { status, body } = await create({ summary: 's', details: 'd' });
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ id: tickets()[0]?.id, _meta: { reconciled: true } });
    expect(extension.halo.calls.count('POST', '/api/Tickets')).toBe(1);
    expect(tickets()).toHaveLength(1);
  });

  test('and can not be looked for is found by the next delivery, which writes nothing', async () => {
    strike({ kind: 'reset-after-commit' });
    extension.halo.faults.add({ kind: 'status', status: 400, match: { method: 'GET', path: '/api/Tickets' } });
    const first = await create();
    expect(first).toMatchObject({ status: 500, body: { retriable: true } });
    const again = await create();
    expect(again.body.data).toMatchObject({ _meta: { reconciled: true } });
    expect(tickets()).toHaveLength(1);
  });

  test('and can not be looked for ever is never sent again', async () => {
    strike({ kind: 'reset-after-commit' });
    extension.halo.faults.add({
      kind: 'status',
      status: 400,
      times: Infinity,
      match: { method: 'GET', path: '/api/Tickets' },
    });
    for (let n = 0; n < 3; n++) expect(await create()).toMatchObject({ status: 500, body: { retriable: true } });
    expect(extension.halo.calls.count('POST', '/api/Tickets')).toBe(1);
  });

  test.each([
    [{ extra: { Details: 'the evidence' } }, 'the evidence'],
    [{ details: 'plain', extra: { Details: 'the evidence' } }, 'the evidence'],
    [{ details: 'plain', extra: { details: { evidence: 'the evidence' } } }, '{\n  "evidence": "the evidence"\n}'],
    [{ extra: { DETAILS_HTML: '<p>the evidence</p>' } }, undefined],
  ])('is found where %j spells the body in another case, and its text is kept', async (body, text) => {
    strike({ kind: 'reset-after-commit' });
    expect((await create({ summary: 's', ...body })).body.data).toMatchObject({ _meta: { reconciled: true } });
    expect(tickets()).toHaveLength(1);
    const { details, details_html: html } = tickets()[0] ?? {};
    const kept = text === undefined ? html : details;
    expect(kept?.startsWith(text ?? '<p>the evidence</p>')).toBe(true);
    expect(kept).toMatch(/Reference: LC-/);
  });

  test('is found on a timeline, too, where `extra` spells the note in another case', async () => {
    await create();
    extension.halo.faults.add({ kind: 'reset-after-commit', match: { method: 'POST', path: '/api/Actions' } });
    const note = { ticket_id: tickets()[0]?.id, note: 'plain', extra: { Note: 'the finding' } };
    for (let n = 0; n < 2; n++) await extension.request('add_action', note, { key: 'n' });
    expect(extension.halo.state.actions).toMatchObject([{ note: 'the finding' }]);
  });

  test('that did not happen is sent again by the next delivery', async () => {
    strike({ kind: 'reset-before' });
    expect(await create()).toMatchObject({ status: 500, body: { retriable: true } });
    expect((await create()).status).toBe(200);
    expect(tickets()).toHaveLength(1);
  });

  test('that did not happen is not taken for done where the asset to link is there', async () => {
    await create({ summary: 's', client_id: 12 });
    const link = () =>
      extension.request('link_asset_to_ticket', { ticket_id: tickets()[0]?.id, hostname: 'WS-042' }, { key: 'l' });
    strike({ kind: 'reset-before' });
    expect(await link()).toMatchObject({ status: 500, body: { retriable: true } });
    expect((await link()).status).toBe(200);
    expect(tickets()[0]?.asset_ids).toEqual([501]);
  });
});

test('a reference is one line at the end of the body, and the same for the same message alone', async () => {
  await create({ summary: 's', details: 'lsass access' }, 'k');
  await create({ summary: 's' }, 'l');
  const [one, other] = tickets().map(({ details }) => details?.match(/LC-[0-9A-F]{20}/)?.[0]);
  expect(one).toBeDefined();
  expect(one).not.toBe(other);
  expect(tickets()[0]?.details).toMatch(/^lsass access\n\nReference: LC-[0-9A-F]{20} \(.+\)$/);
});
