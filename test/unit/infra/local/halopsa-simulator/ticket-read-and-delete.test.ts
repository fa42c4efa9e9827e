import { describe, expect, test } from '@jest/globals';
import { ids, useSimulator } from './harness.ts';

const halo = useSimulator();

describe('one ticket', () => {
  test('is read as a bare object', async () => {
    await halo.ticket();
    const { status, json } = await halo.get('/api/Tickets/2884?includedetails=true');
    expect(status).toBe(200);
    expect(json).toMatchObject({ id: 2884, assets: [] });
  });

  test('can come without assets unless details are asked for', async () => {
    halo.simulator.toggles.assetsOnPlainGet = false;
    await halo.ticket({ assets: [{ id: 501 }] });
    expect((await halo.get('/api/Tickets/2884')).json).not.toHaveProperty('assets');
    expect((await halo.get('/api/Tickets/2884?includedetails=true')).json.assets).toHaveLength(1);
  });

  test('answers 404 where it does not exist, in words or without', async () => {
    const { status, json } = await halo.get('/api/Tickets/1');
    expect(status).toBe(404);
    expect(json).toEqual({ Message: 'Record not found' });
    halo.simulator.toggles.notFoundBody = 'empty';
    expect((await halo.get('/api/Tickets/1')).text).toBe('');
  });

  test('is deleted softly and can be recovered', async () => {
    await halo.ticket();
    expect((await halo.del('/api/Tickets/2884?reason=probe%20cleanup')).json).toEqual({ id: 2884 });
    expect(halo.simulator.state.tickets[0]).toMatchObject({ deleted: true, delete_reason: 'probe cleanup' });
    expect((await halo.get('/api/Tickets')).json.tickets).toEqual([]);
    expect(ids((await halo.get('/api/Tickets?deleted=true')).json.tickets)).toEqual([2884]);
    expect((await halo.get('/api/Tickets/2884')).json.deleted).toBe(true);
    expect((await halo.del('/api/Tickets/2884')).status).toBe(404);
    await halo.post('/api/Tickets', [{ id: 2884, _recover: true }]);
    expect(ids((await halo.get('/api/Tickets')).json.tickets)).toEqual([2884]);
  });

  test('can be gone once deleted, and deletion can answer 204', async () => {
    Object.assign(halo.simulator.toggles, { deletedTicketReadable: false, deleteStatus: 204 });
    await halo.ticket();
    expect((await halo.del('/api/Tickets/2884')).status).toBe(204);
    expect((await halo.get('/api/Tickets/2884')).status).toBe(404);
  });

  test.each([400, 401, 404] as const)(
    'can be created but not seen by the agent (%i)',
    async (invisibleTicketStatus) => {
      halo.simulator.toggles.invisibleTicketStatus = invisibleTicketStatus;
      const created = await halo.post('/api/Tickets', [{ summary: 'x' }]);
      expect(created.status).toBe(201);
      expect((await halo.get('/api/Tickets/2884')).status).toBe(invisibleTicketStatus);
      expect((await halo.post('/api/Tickets', [{ id: 2884, status_id: 2 }])).status).toBe(invisibleTicketStatus);
      expect((await halo.get('/api/Tickets')).json.record_count).toBe(0);
      expect((await halo.get(`/api/Tickets/${(await halo.ticket({ agent_id: 7 })).id}`)).status).toBe(200);
    },
  );
});
