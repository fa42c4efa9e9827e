import { describe, expect, test } from '@jest/globals';
import { ids, useSimulator } from './harness.ts';

const halo = useSimulator();

describe('updating a ticket', () => {
  test('changes only what was sent, and answers 201', async () => {
    await halo.ticket({ details: 'evidence', category_1: 'Security' });
    const { status, json } = await halo.post('/api/Tickets', [{ id: 2884, priority_id: 1 }]);
    expect(status).toBe(201);
    expect(json).toMatchObject({
      id: 2884,
      priority_id: 1,
      details: 'evidence',
      category_1: 'Security',
      client_id: 12,
    });
  });

  test('takes null for "not sent"', async () => {
    await halo.ticket({ details: 'evidence' });
    expect((await halo.post('/api/Tickets', [{ id: 2884, details: null }])).json.details).toBe('evidence');
  });

  test('closes and reopens', async () => {
    await halo.ticket();
    halo.nowMs += 1000;
    expect((await halo.post('/api/Tickets', [{ id: 2884, status_id: 9, agent_id: 7 }])).json).toMatchObject({
      hasbeenclosed: true,
      dateclosed: '2026-11-20T10:15:03.113',
      agent_id: 7,
    });
    const reopened = (await halo.post('/api/Tickets', [{ id: 2884, status_id: 2 }])).json;
    expect(reopened.hasbeenclosed).toBe(false);
    expect(reopened).not.toHaveProperty('dateclosed');
  });

  test('refuses to close an unassigned ticket where the tenant says so', async () => {
    halo.simulator.toggles.closingNeedsAgent = true;
    await halo.ticket();
    expect((await halo.post('/api/Tickets', [{ id: 2884, status_id: 9 }])).json.Message).toContain('Please assign');
    expect((await halo.post('/api/Tickets', [{ id: 2884, status_id: 9, agent_id: 7 }])).status).toBe(201);
  });

  test('replaces the whole list of assets', async () => {
    await halo.ticket({ assets: [{ id: 501 }] });
    expect(ids((await halo.post('/api/Tickets', [{ id: 2884, assets: [{ id: 502 }] }])).json.assets)).toEqual([502]);
    expect((await halo.post('/api/Tickets', [{ id: 2884, status_id: 2 }])).json.assets).toHaveLength(1);
    expect((await halo.post('/api/Tickets', [{ id: 2884, assets: [] }])).json.assets).toEqual([]);
  });

  test.each([[[501]], [{ id: 501 }], [501]])('refuses %j for assets and changes nothing', async (assets) => {
    await halo.ticket({ assets: [{ id: 502 }] });
    const { status, json } = await halo.post('/api/Tickets', [{ id: 2884, summary: 'Changed', assets }]);
    expect(status).toBe(400);
    expect(Object.keys(json)[0]).toMatch(/^\[0]\.assets/);
    expect(halo.simulator.state.tickets[0]).toMatchObject({ summary: 'Malware on WS-042', asset_ids: [502] });
  });

  test('drops unknown assets, or refuses them', async () => {
    expect(ids((await halo.ticket({ assets: [{ id: 501 }, { id: 99999 }] })).assets)).toEqual([501]);
    halo.simulator.toggles.unknownAssetId = 'refuse';
    expect((await halo.post('/api/Tickets', [{ id: 2884, assets: [{ id: 99999 }] }])).status).toBe(400);
  });

  test('answers an unknown id with 404, or with 400 in words', async () => {
    const unknown = [{ id: 77, summary: 'x' }];
    expect((await halo.post('/api/Tickets', unknown)).status).toBe(404);
    halo.simulator.toggles.unknownIdStatus = 400;
    const { status, json } = await halo.post('/api/Tickets', unknown);
    expect(status).toBe(400);
    expect(json.Message).toBe('Record not found');
    expect(halo.simulator.state.tickets).toEqual([]);
  });

  test('can insist on type and client', async () => {
    halo.simulator.toggles.updateNeedsTypeAndClient = true;
    await halo.ticket();
    expect((await halo.post('/api/Tickets', [{ id: 2884, status_id: 2 }])).json.Message).toBe('Record not found');
    const whole = [{ id: 2884, status_id: 2, tickettype_id: 1, client_id: 12 }];
    expect((await halo.post('/api/Tickets', whole)).status).toBe(201);
  });
});
