import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as v from 'valibot';
import * as registry from '../../functions/registry.ts';
import type { AnyAction } from '../../lib/action/define-action.ts';
import { dryRunOutput } from '../../lib/action/outputs.ts';
import type { ItemStore } from '../../lib/ledger/item-store.ts';
import { createMemoryStore } from '../../lib/ledger/memory-store.ts';
import { OID, startTestExtension, type TestExtension } from '../support/extension.ts';
import { apiCalls, openTicket } from '../support/halo-calls.ts';

const actions = Object.values(registry as unknown as Record<string, AnyAction>);

/** For each action that writes: an input, and what HaloPSA would be sent for it. */
const WRITES: Record<string, { input: Record<string, unknown>; wouldSend: unknown[] }> = {
  create_ticket: {
    input: { summary: 's', client_id: '12', asset_ids: '501' },
    wouldSend: [
      { method: 'POST', path: '/api/Tickets', body: [{ summary: 's', client_id: 12, assets: [{ id: 501 }] }] },
    ],
  },
  update_ticket: {
    input: { id: '2884', status_id: '2', extra: { impact: 1 } },
    wouldSend: [{ method: 'POST', path: '/api/Tickets', body: [{ id: 2884, status_id: 2, impact: 1 }] }],
  },
  add_action: {
    input: { ticket_id: 2884, note: 'n', timetaken: '0.25' },
    wouldSend: [
      {
        method: 'POST',
        path: '/api/Actions',
        body: [{ ticket_id: 2884, note: 'n', timetaken: 0.25, hiddenfromuser: true, outcome: 'Note' }],
      },
    ],
  },
  report_detection: {
    input: {
      detection: {
        cat: 'Credential dump',
        routing: { hostname: 'WS-042', sid: 's-1' },
        detect: { event: { PROCESS_ID: 1 } },
      },
      client_id: 12,
      link_asset: false,
    },
    wouldSend: [
      {
        method: 'POST',
        path: '/api/Tickets',
        body: [expect.objectContaining({ summary: expect.stringContaining('Credential dump'), client_id: 12 })],
      },
    ],
  },
  link_asset_to_ticket: {
    input: { ticket_id: 2884, hostname: 'WS-042' },
    wouldSend: [{ method: 'POST', path: '/api/Tickets', body: [{ id: 2884, assets: [{ id: 501 }] }] }],
  },
};

function watched(inner: ReturnType<typeof createMemoryStore>): ItemStore {
  const operations = Object.entries(inner).filter(([name]) => !['items', 'get'].includes(name));
  const telling = operations.map(([name, operate]) => [
    name,
    (...args: unknown[]) => {
      tableWrites.push(name);
      return (operate as (...args: unknown[]) => unknown)(...args);
    },
  ]);
  return { ...inner, ...Object.fromEntries(telling) };
}

const rows = Object.entries(WRITES).map(([name, row]) => ({ name, ...row }));

/** The operations of the table that change it, as they come. */
let tableWrites: string[];
let store: ItemStore;
let extension: TestExtension;
beforeEach(async () => {
  tableWrites = [];
  store = watched(createMemoryStore());
  extension = await startTestExtension({ store });
  await openTicket(extension);
});
afterEach(() => extension.close());

const tenant = () =>
  JSON.stringify([extension.halo.state.tickets, extension.halo.state.actions, extension.halo.state.assets]);
const methods = () => [...new Set(apiCalls(extension).map((call) => call.method))];

describe.each(rows)('a dry run of $name', ({ name, input, wouldSend }) => {
  test.each([[true], ['true'], ['Yes'], [1], ['1']])('is asked for by %j, and writes nothing', async (dryRun) => {
    const before = tenant();
    const { status, body } = await extension.direct(name, { ...input, dry_run: dryRun });
    expect(status).toBe(200);
    expect(body).toEqual({ dry_run: true, would_send: wouldSend });
    expect(methods()).not.toContain('POST');
    expect(tenant()).toBe(before);
  });

  test('is answered to LimaCharlie alike', async () => {
    const before = tenant();
    const { status, body } = await extension.request(name, { ...input, dry_run: 'true' });
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ dry_run: true, would_send: [{ method: 'POST' }] });
    expect(tenant()).toBe(before);
  });

  test('returns what is documented', async () => {
    const { body } = await extension.direct(name, { ...input, dry_run: true });
    expect(v.safeParse(dryRunOutput, body).issues).toBeUndefined();
  });

  test('writes no record, lease or counter, so that the same message can be sent in earnest', async () => {
    await extension.request(name, { ...input, dry_run: true }, { key: 'one-key' });
    expect(tableWrites).toEqual([]);
    expect((await extension.request(name, input, { key: 'one-key' })).status).toBe(200);
    expect(tableWrites).toContain('claim');
    expect(methods()).toContain('POST');
  });

  test('needs no turn: it runs while others hold the ticket and the host', async () => {
    const instance = await extension.deps.instanceOf(OID);
    for (const what of ['ticket#2884', 'asset#ws-042', 'asset#ws-900']) {
      const held = {
        pk: `lease#${instance}#${what}`,
        owner: 'another',
        untilMs: Date.now() + 3_600_000,
        ttl: 9_999_999_999,
      };
      await store.claim(held);
    }
    expect((await extension.direct(name, { ...input, dry_run: true })).status).toBe(200);
  });

  test('still refuses wrong input', async () => {
    const { body } = await extension.direct(name, { dry_run: true });
    expect(body).toMatchObject({ status: 400, code: 'invalid_input' });
  });

  test.each([['dryRun'], ['DRY_RUN'], ['dry-run'], ['dryrun'], ['Dry Run']])(
    'is not overheard where it is called `%s`: that is an error, and writes nothing',
    async (called) => {
      const before = tenant();
      const { body } = await extension.direct(name, { ...input, [called]: true });
      expect(body).toMatchObject({ code: 'invalid_input', errors: [{ field: called }] });
      expect(body.errors[0].expected).toContain('`dry_run`');
      expect(body.hint).not.toContain('ignored');
      expect(tenant()).toBe(before);
    },
  );

  test.each([[false], ['no'], [''], [null]])('is not wanted by who calls it `dryRun` and says %j', async (value) => {
    const { status, body } = await extension.direct(name, { ...input, dryRun: value });
    expect(status).toBe(200);
    expect(body._meta.warnings).toEqual([expect.stringContaining('`dryRun` is not known and was ignored')]);
  });

  test.each([[false], ['false'], ['no'], [0], [''], ['<no value>'], [null]])('is not what %j means', async (dryRun) => {
    const { status, body } = await extension.direct(name, { ...input, dry_run: dryRun });
    expect(status).toBe(200);
    expect(body).not.toHaveProperty('would_send');
    expect(methods()).toContain('POST');
  });

  test('is not guessed at: what is neither yes nor no is an error', async () => {
    const before = tenant();
    const { body } = await extension.direct(name, { ...input, dry_run: 'maybe' });
    expect(body).toMatchObject({ code: 'invalid_input', errors: [{ field: 'dry_run' }] });
    expect(tenant()).toBe(before);
  });
});

test('every action that writes is dry-run here, and no other takes it', () => {
  const writing = actions.filter((action) => !action.annotations.readOnly).map(({ name }) => name);
  const taking = actions.filter((action) => 'dry_run' in action.input.entries).map(({ name }) => name);
  expect(taking).toEqual(writing);
  expect(Object.keys(WRITES).toSorted()).toEqual(writing.toSorted());
});
