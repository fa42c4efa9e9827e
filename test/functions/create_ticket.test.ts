import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { OID, startTestExtension, type TestExtension } from '../support/extension.ts';
import { apiCalls, posted } from '../support/halo-calls.ts';

let extension: TestExtension;
beforeEach(async () => {
  extension = await startTestExtension();
});
afterEach(() => extension.close());

const create = (input: Record<string, unknown>) => extension.direct('create_ticket', { summary: 's', ...input });

describe('create_ticket', () => {
  test('creates a ticket in one round trip and returns it with its id', async () => {
    const { status, body } = await create({ summary: 'EDR: credential dump', client_id: 12 });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: 2884,
      summary: 'EDR: credential dump',
      client_id: 12,
      client_name: 'Northwind Dental',
    });
    expect(extension.halo.state.tickets).toMatchObject([{ id: 2884, summary: 'EDR: credential dump', client_id: 12 }]);
    expect(apiCalls(extension)).toMatchObject([{ method: 'POST', path: '/api/Tickets' }]);
  });

  test('sends every field under its own name, with the type that HaloPSA wants', async () => {
    await create({
      details: 'd',
      client_id: '12',
      site_id: ' 18 ',
      user_id: '41.0',
      agent_id: 7,
      team: 'SOC',
      tickettype_id: 1,
      priority_id: 3,
      status_id: 2,
      impact: '1',
      urgency: 4,
      category_1: 'Security>Malware',
      parent_id: '2880',
      asset_ids: '501,502',
      customfields: '[{"name":"CFlcDetection","value":"det-9"}]',
    });
    expect(posted(extension)).toEqual([
      {
        summary: 's',
        details: 'd',
        client_id: 12,
        site_id: 18,
        user_id: 41,
        agent_id: 7,
        team: 'SOC',
        tickettype_id: 1,
        priority_id: 3,
        status_id: 2,
        impact: 1,
        urgency: 4,
        category_1: 'Security>Malware',
        parent_id: 2880,
        assets: [{ id: 501 }, { id: 502 }],
        customfields: [{ name: 'CFlcDetection', value: 'det-9' }],
      },
    ]);
  });

  test('sends nothing for what is left out or rendered to nothing', async () => {
    await create({ details: '', client_id: '<no value>', team: null, asset_ids: ' ', customfields: '', extra: '' });
    expect(posted(extension)).toEqual([{ summary: 's' }]);
  });

  test('shows an event as JSON that a person can read', async () => {
    await create({ details: { FILE_PATH: 'C:\\a.exe', PROCESS: { ID: 1 } } });
    expect(posted(extension)).toMatchObject([
      { details: '{\n  "FILE_PATH": "C:\\\\a.exe",\n  "PROCESS": {\n    "ID": 1\n  }\n}' },
    ]);
  });

  test("sends a detection's text as text: markup in it stays visible", async () => {
    const details = '<img src=x onerror=alert(1)>';
    await create({ details });
    expect(extension.halo.state.tickets[0]).toMatchObject({
      details,
      details_html: expect.stringContaining('&lt;img'),
    });
  });

  test('lets `extra` add raw fields and win over the modelled ones', async () => {
    await create({ details: 'modelled', extra: { details: 'raw', sla_id: 2, source: 12 } });
    expect(posted(extension)).toEqual([{ summary: 's', details: 'raw', sla_id: 2, source: 12 }]);
  });

  test('does not lose a ticket to a typing error, but says so', async () => {
    const { status, body } = await create({ sevrity: 'high', clientid: 12 });
    expect(status).toBe(200);
    expect(body._meta.warnings).toEqual([
      expect.stringContaining('`sevrity`'),
      expect.stringContaining('did you mean `client_id`?'),
    ]);
  });

  test('says nothing where there is nothing to say', async () => {
    expect((await create({})).body).not.toHaveProperty('_meta');
  });

  test('returns ids as integers, whatever HaloPSA sends', async () => {
    for (const idStyle of ['int', 'float', 'string'] as const) {
      extension.halo.toggles.idStyle = idStyle;
      const { body } = await create({ client_id: 12, agent_id: 7 });
      expect(body).toMatchObject({ id: expect.any(Number), client_id: 12, agent_id: 7, tickettype_id: 1 });
    }
  });

  test.each(['object', 'array', 'envelope'] as const)(
    'finds the ticket in a reply that is an %s',
    async (replyShape) => {
      extension.halo.toggles.replyShape = replyShape;
      expect((await create({ summary: 'shaped' })).body).toMatchObject({ id: 2884, summary: 'shaped' });
    },
  );
});

describe('create_ticket tells of its inputs where it fails, too:', () => {
  test('what HaloPSA misses may be among them', async () => {
    const { status, body } = await create({ tickettype_id: 3, detials: 'x' });
    expect([status, body.code]).toEqual([422, 'halo_rejected']);
    expect(body.hint).toContain('The input `detials` is not known and was ignored; did you mean `details`?');
    expect(body.halo).toMatchObject({ status: 400 });
  });

  test('to LimaCharlie alike', async () => {
    const { body } = await extension.request('create_ticket', { summary: 's', client: 'Nobody', priorty_id: 2 });
    expect(body.error).toContain('did you mean `priority_id`?');
  });

  test('what HaloPSA refuses may be what the configuration filled in', async () => {
    const { body } = await extension.request(
      'create_ticket',
      { summary: 's' },
      { config: { default_client_id: 9999 } },
    );
    expect(body.error).toContain(
      'Customer 9999 is not valid. Filled in by defaults of the configuration or the secret: `client_id` 9999.',
    );
  });

  test('not where trying again can help', async () => {
    extension.halo.faults.add({ kind: 'status', status: 503, times: Infinity, match: { method: 'POST' } });
    expect((await create({ detials: 'x' })).body.hint ?? '').not.toContain('detials');
  });
});

describe('create_ticket refuses, and sends nothing', () => {
  const IDS = ['client_id', 'site_id', 'user_id', 'agent_id', 'tickettype_id', 'priority_id', 'status_id', 'parent_id'];

  test.each(['0', 0, -1, '-12'])('%j as the id of a record: HaloPSA would take it for "not set"', async (id) => {
    const { status, body } = await create(Object.fromEntries(IDS.map((field) => [field, id])));
    const errors = IDS.map((field) => ({ field, expected: 'an integer of 1 or more', received: JSON.stringify(id) }));
    expect(status).toBe(400);
    expect(body.errors).toEqual(expect.arrayContaining(errors));
    expect(extension.halo.calls.all).toEqual([]);
  });

  test('each wrong field, all at once', async () => {
    const { status, body } = await create({
      summary: '<no value>',
      client_id: 'abc',
      impact: 5,
      asset_ids: [0],
      extra: '[',
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'invalid_input', retriable: false });
    expect(body.errors.map((error: { field: string }) => error.field)).toEqual([
      'summary',
      'client_id',
      'impact',
      'asset_ids',
      'extra',
    ]);
    expect(extension.halo.calls.all).toEqual([]);
  });

  test.each(['id', 'ID', 'ticket_id', 'hiddenfromuser', 'HiddenFromUser', '__proto__', 'constructor', 'prototype'])(
    '`%s` in `extra`: it decides which record is written, or who sees it',
    async (name) => {
      const { status, body } = await extension.direct('create_ticket', `{"summary":"s","extra":{"${name}":2884}}`);
      expect(status).toBe(400);
      expect(body.errors).toMatchObject([{ field: 'extra', expected: expect.stringContaining(`\`${name}\``) }]);
      expect(extension.halo.calls.all).toEqual([]);
    },
  );
});

describe('create_ticket passes on what HaloPSA refuses, in its own words', () => {
  test('a mandatory field of the ticket type', async () => {
    const { status, body } = await create({ tickettype_id: 3 });
    expect(status).toBe(422);
    expect(body).toMatchObject({
      code: 'halo_rejected',
      halo: { status: 400, message: expect.stringContaining('Details is a mandatory field') },
    });
  });

  test('a site of another client', async () => {
    expect((await create({ client_id: 12, site_id: 20 })).body).toMatchObject({ code: 'halo_rejected' });
    expect(extension.halo.state.tickets).toEqual([]);
  });
});

describe("create_ticket with the org's configuration", () => {
  const config = { default_client_id: 12, default_site_id: 18, default_team: 'SOC', default_tickettype_id: '1' };

  test('fills in what the request leaves out, and says so', async () => {
    const { status, body } = await extension.request('create_ticket', { summary: 's' }, { config });
    expect(status).toBe(200);
    expect(body.data._meta.defaults).toEqual({ client_id: 12, site_id: 18, team: 'SOC', tickettype_id: 1 });
    expect(extension.halo.state.tickets).toMatchObject([{ client_id: 12, site_id: 18, team: 'SOC' }]);
  });

  test.each([{ client_id: 13 }, { site_id: 20 }, { user_id: 42 }, { extra: '{"client_id":13,"site_id":20}' }])(
    'opens the ticket where %j says, without a site of elsewhere',
    async (place) => {
      const { status } = await extension.request('create_ticket', { summary: 's', ...place }, { config });
      expect(status).toBe(200);
      expect(extension.halo.state.tickets).toMatchObject([{ client_id: 13 }]);
    },
  );
});

test('create_ticket logs one line with ids and no text of the ticket', async () => {
  await create({ summary: 'a private subject', details: 'a private body' });
  expect(extension.logs.filter((line) => line.message === 'action succeeded')).toMatchObject([
    { action: 'create_ticket', oid: OID, code: 'ok', record_id: 2884, halo_calls: 1, halo_status: [201] },
  ]);
  expect(JSON.stringify(extension.logs)).not.toContain('private');
});
