import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Toggles } from '../../../../infra/local/halopsa-simulator/index.ts';
import type { HaloApi } from '../../../../lib/halopsa/api.ts';
import { startTestHalo, type TestHalo } from '../../../support/halo.ts';

let halo: TestHalo;
let tickets: HaloApi['tickets'];
beforeEach(async () => {
  halo = await startTestHalo();
  tickets = halo.api.tickets;
});
afterEach(() => halo.close());

const create = (more = {}) => tickets.create({ summary: 's', client_id: 12, site_id: 18, ...more });
const calls = () => halo.simulator.calls.matching({ path: /^\/api\// });

describe('a created ticket comes back with integer ids, whatever the reply looks like', () => {
  const shapes: Toggles['replyShape'][] = ['object', 'array', 'envelope'];
  const styles: Toggles['idStyle'][] = ['int', 'float', 'string'];
  test.each(shapes.flatMap((replyShape) => styles.map((idStyle) => [replyShape, idStyle] as const)))(
    '%s, ids as %s',
    async (replyShape, idStyle) => {
      Object.assign(halo.simulator.toggles, { replyShape, idStyle });
      await expect(create({ assets: [{ id: 501 }] })).resolves.toMatchObject({
        id: 2884,
        client_id: 12,
        site_id: 18,
        assets: [expect.objectContaining({ id: 501, client_id: 12 })],
      });
    },
  );
});

test('a ticket is read with its assets, though the tenant leaves them out of a plain one', async () => {
  halo.simulator.toggles.assetsOnPlainGet = false;
  const { id } = await create({ assets: [{ id: 501 }] });
  await expect(tickets.get(id)).resolves.toMatchObject({ id, assets: [expect.objectContaining({ id: 501 })] });
});

describe('a ticket that does not exist is not found', () => {
  test.each<Partial<Toggles>>([{ notFoundBody: 'message' }, { notFoundBody: 'empty' }])(
    'by a read (%j)',
    async (toggles) => {
      Object.assign(halo.simulator.toggles, toggles);
      await expect(tickets.get(99)).rejects.toMatchObject({ code: 'not_found' });
    },
  );

  test.each<Partial<Toggles>>([{ unknownIdStatus: 404 }, { unknownIdStatus: 400 }])(
    'by an update (%j)',
    async (toggles) => {
      Object.assign(halo.simulator.toggles, toggles);
      await expect(tickets.update(99, { status_id: 2 })).rejects.toMatchObject({ code: 'not_found' });
      expect(halo.simulator.state.tickets).toEqual([]);
    },
  );
});

describe('a ticket that the agent may not see can not be told from one that does not exist', () => {
  test.each([
    [404, 'not_found'],
    [400, 'not_found'],
    [500, 'not_found'],
    [401, 'scope_missing'],
  ] as const)('where HaloPSA answers %i: %s', async (invisibleTicketStatus, code) => {
    const { id } = await create();
    halo.simulator.toggles.invisibleTicketStatus = invisibleTicketStatus;
    await expect(tickets.get(id)).rejects.toMatchObject({ code, hint: expect.stringMatching(/agent/) });
  });
});

describe('an update', () => {
  test('sends the id and what is given, and nothing else', async () => {
    const { id } = await create();
    await expect(tickets.update(id, { status_id: 9 })).resolves.toMatchObject({ id, status_id: 9 });
    expect(calls().at(-1)?.body).toEqual([{ status_id: 9, id }]);
  });

  test('can not be turned to another ticket by a field', async () => {
    const { id } = await create();
    await tickets.update(id, { id: 1, summary: 'new' });
    expect(calls().at(-1)?.body).toEqual([{ id, summary: 'new' }]);
  });

  test.each([0, -1, 1.5, Number.NaN, 2 ** 53, undefined, '2884'])(
    'under the id %p is never sent: it would create',
    async (id) => {
      await expect(tickets.update(id as number, { status_id: 9 })).rejects.toMatchObject({
        code: 'invalid_input',
        errors: [expect.objectContaining({ field: 'id' })],
      });
      expect(calls()).toEqual([]);
    },
  );

  test('is sent once more with type and client where the tenant says "Record not found" without them', async () => {
    const { id } = await create();
    halo.simulator.toggles.updateNeedsTypeAndClient = true;
    await expect(tickets.update(id, { status_id: 2 })).resolves.toMatchObject({ status_id: 2 });
    expect(
      calls()
        .slice(1)
        .map(({ method, status }) => [method, status]),
    ).toEqual([
      ['POST', 400],
      ['GET', 200],
      ['POST', 201],
    ]);
    expect(calls().at(-1)?.body).toEqual([{ tickettype_id: 1, client_id: 12, status_id: 2, id }]);
  });

  test('keeps the type and client that it was given, also then', async () => {
    const { id } = await create();
    halo.simulator.toggles.updateNeedsTypeAndClient = true;
    await tickets.update(id, { tickettype_id: 2 }).catch(() => {});
    expect(calls().at(-1)?.body).toEqual([{ tickettype_id: 2, client_id: 12, id }]);
  });
});

describe('a search', () => {
  test('switches paging on and passes the rest as it is', async () => {
    await tickets.search({ search: 'x', page_no: 2, page_size: 50 });
    expect(calls()[0]?.query).toEqual({ pageinate: 'true', search: 'x', page_no: '2', page_size: '50' });
  });

  test('finds nothing without failing', async () => {
    await expect(tickets.search({ search: 'x' })).resolves.toEqual({ recordCount: 0, rows: [] });
  });

  test('gives rows and the number of all matches', async () => {
    for (let n = 0; n < 3; n++) await create();
    const page = await tickets.search({ page_size: 2, page_no: 1 });
    expect(page.recordCount).toBe(3);
    expect(page.rows.map(({ id }) => id)).toEqual([2884, 2885]);
  });
});

test('a token that may only read creates, as HaloPSA has it, but updates nothing', async () => {
  await halo.close();
  halo = await startTestHalo({}, { scope: 'read:tickets' });
  const { id } = await halo.api.tickets.create({ summary: 's' });
  await expect(halo.api.tickets.update(id, { status_id: 2 })).rejects.toMatchObject({
    code: 'scope_missing',
    hint: expect.stringContaining('`edit:tickets`'),
  });
});

test('parallel creations that race for a number are not sent again: the loser may have written', async () => {
  Object.assign(halo.simulator.toggles, { numberingRace: true, latencyMs: 100 });
  const results = await Promise.allSettled([create(), create()]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'outcome_unknown' } });
  expect(calls()).toHaveLength(2);
});
