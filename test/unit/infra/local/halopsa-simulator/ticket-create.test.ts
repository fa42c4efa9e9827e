import { describe, expect, test } from '@jest/globals';
import { ids, useSimulator } from './harness.ts';

const halo = useSimulator();

describe('creating a ticket', () => {
  test('answers 201 with the ticket as the server sees it', async () => {
    const { status, json } = await halo.post('/api/Tickets', [
      {
        summary: 'EDR: credential dump on WS-042',
        details: 'lsass access by rundll32',
        client_id: 12,
        site_id: 18,
        tickettype_id: 1,
        priority_id: 3,
        team: 'SOC',
        category_1: 'Security>Malware',
        assets: [{ id: 501 }],
        customfields: [{ name: 'CFlcDetection', value: 'det-9' }],
      },
    ]);
    expect(status).toBe(201);
    expect(json).toMatchObject({
      id: 2884,
      dateoccurred: '2026-11-20T10:15:02.113',
      details_html: '<p>lsass access by rundll32</p>',
      status_id: 1,
      sla_id: 1,
      client_name: 'Northwind Dental',
      site_name: 'Main',
      user_id: 0,
      user_name: 'General User',
      team: 'SOC',
      agent_id: 1,
      hasbeenclosed: false,
      last_update: '2026-11-20T10:15:02.113',
      use: 'ticket',
      assets: [{ id: 501, inventory_number: 'WS-042', client_id: 12, site_id: 18, assettype_id: 7 }],
      customfields: [{ id: 137, name: 'CFlcDetection', label: 'LC detection', value: 'det-9', display: 'det-9' }],
    });
  });

  test('needs nothing but a summary', async () => {
    expect((await halo.post('/api/Tickets', [{ summary: 'Malware' }])).status).toBe(201);
    const { status, json } = await halo.post('/api/Tickets', [{ details: 'no summary' }]);
    expect(status).toBe(400);
    expect(json.Message).toContain('Summary');
  });

  test('counts ids upwards', async () => {
    expect([(await halo.ticket()).id, (await halo.ticket()).id]).toEqual([2884, 2885]);
  });

  test('names the mandatory field that a ticket type misses', async () => {
    const post = (fields: object) => halo.post('/api/Tickets', [{ summary: 'Malware', tickettype_id: 3, ...fields }]);
    expect((await post({})).json.Message).toContain('Details');
    expect((await post({ details: 'x' })).json.Message).toContain('Category');
    expect((await post({ details: 'x', category_1: 'Security' })).status).toBe(201);
    expect((await post({ _novalidate: true })).status).toBe(201);
  });

  test('ignores a nested ticket type', async () => {
    expect((await halo.ticket({ tickettype: { id: 2 } })).tickettype_id).toBe(1);
  });

  test('takes id 0 and -1 for "no id" and creates', async () => {
    expect((await halo.ticket({ id: 0 })).id).toBe(2884);
    expect((await halo.ticket({ id: -1 })).id).toBe(2885);
  });

  test('refuses a site of another client and a user of another site', async () => {
    const refused = async (fields: object) => (await halo.post('/api/Tickets', [{ summary: 'x', ...fields }])).status;
    expect(await refused({ client_id: 12, site_id: 20 })).toBe(400);
    expect(await refused({ site_id: 18, user_id: 42 })).toBe(400);
    expect(await refused({ client_id: 9999 })).toBe(400);
  });

  test("completes site and client from the user, and the client's site from the client", async () => {
    expect(await halo.ticket({ client_id: undefined, user_id: 42 })).toMatchObject({ client_id: 13, site_id: 20 });
    expect(await halo.ticket({ client_id: 14 })).toMatchObject({ site_id: 21 });
    expect(await halo.ticket({ client_id: undefined })).toMatchObject({ client_id: 1 });
  });

  test('gives a priority of another SLA no effect', async () => {
    expect((await halo.ticket({ priority_id: 5 })).priority_id).toBe(3);
    expect((await halo.ticket({ priority_id: 5, sla_id: 2 })).priority_id).toBe(5);
  });

  test("falls back to the agent's team", async () => {
    expect((await halo.ticket({ agent_id: 7 })).team).toBe('SOC');
    expect((await halo.ticket({ agent_id: 7, team: 'Night Shift' })).team).toBe('Night Shift');
  });

  test('ignores custom fields that the tenant does not have', async () => {
    const { customfields } = await halo.ticket({
      customfields: [
        { name: 'CFnope', value: 1 },
        { id: 138, value: 'High' },
      ],
    });
    expect(ids(customfields)).toEqual([138]);
  });

  test('escapes details in their HTML, and reads text out of HTML', async () => {
    expect((await halo.ticket({ details: '<b> & "c"\nd' })).details_html).toBe(
      '<p>&lt;b&gt; &amp; &quot;c&quot;<br>d</p>',
    );
    expect((await halo.ticket({ details_html: '<p>a &lt; b</p>' })).details).toBe('a < b');
  });

  test('stores nothing where it is only to be validated', async () => {
    expect((await halo.post('/api/Tickets', [{ summary: 'x', _validate_only: true }])).status).toBe(201);
    expect(halo.simulator.state.tickets).toEqual([]);
  });

  test('takes a bare object on /Tickets/Object only', async () => {
    expect((await halo.post('/api/Tickets/Object', { summary: 'x' })).status).toBe(201);
    expect((await halo.post('/api/Tickets', { summary: 'x' })).status).toBe(400);
  });

  test('fails in parallel where ticket numbers race', async () => {
    Object.assign(halo.simulator.toggles, { numberingRace: true, latencyMs: 50 });
    await halo.authorize();
    const posts = [1, 2].map(() => halo.post('/api/Tickets', [{ summary: 'x' }]));
    const statuses = (await Promise.all(posts)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([201, 500]);
  });
});
