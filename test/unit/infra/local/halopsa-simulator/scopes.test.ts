import { describe, expect, test } from '@jest/globals';
import { useSimulator } from './harness.ts';

const halo = useSimulator();
const ticket = [{ summary: 'Malware' }];
const asset = [{ assettype_id: 7, client_id: 12, site_id: 18, inventory_number: 'WS-900' }];

describe('with read:tickets', () => {
  test('tickets can be read and created, but not updated', async () => {
    await halo.authorize('read:tickets');
    expect((await halo.get('/api/Tickets')).status).toBe(200);
    expect((await halo.post('/api/Tickets', ticket)).status).toBe(201);
    const update = await halo.post('/api/Tickets', [{ id: 2884, summary: 'Changed' }]);
    expect(update.status).toBe(400);
    expect(update.json).toMatchObject({
      ClassName: 'System.Exception',
      Message: 'You do not have permission to update this Ticket',
    });
    expect(halo.simulator.state.tickets[0]?.summary).toBe('Malware');
  });

  test('timelines can be read, but not written', async () => {
    await halo.authorize('read:tickets');
    await halo.post('/api/Tickets', ticket);
    expect((await halo.get('/api/Actions?ticket_id=2884')).status).toBe(200);
    expect((await halo.post('/api/Actions', [{ ticket_id: 2884, outcome: 'Note', note: 'x' }])).status).toBe(400);
  });

  test('a ticket can not be deleted', async () => {
    await halo.authorize('read:tickets');
    await halo.post('/api/Tickets', ticket);
    expect((await halo.del('/api/Tickets/2884')).status).toBe(400);
  });
});

describe('with read:assets', () => {
  test('assets can be found and created, but not updated', async () => {
    await halo.authorize('read:assets');
    expect((await halo.get('/api/Asset')).status).toBe(200);
    expect((await halo.post('/api/Asset', asset)).status).toBe(201);
    const update = await halo.post('/api/Asset', [{ id: 501, notes: 'x' }]);
    expect(update.status).toBe(400);
    expect(update.json.Message).toBe('You do not have permission to update this Asset');
  });
});

describe('without the scope of an area', () => {
  test.each(['/api/Client', '/api/Client/12', '/api/Site', '/api/Site/18'])('%s answers an empty 403', async (path) => {
    await halo.authorize('edit:tickets edit:assets');
    const { status, text } = await halo.get(path);
    expect(status).toBe(403);
    expect(text).toBe('');
  });

  test('tickets and assets answer 403', async () => {
    await halo.authorize('read:customers');
    expect((await halo.get('/api/Tickets')).status).toBe(403);
    expect((await halo.post('/api/Tickets', ticket)).status).toBe(403);
    expect((await halo.get('/api/Asset')).status).toBe(403);
    expect((await halo.post('/api/Asset', asset)).status).toBe(403);
  });

  test('Actions answer 500, as if HaloPSA were out of order', async () => {
    await halo.authorize('edit:assets read:customers');
    expect((await halo.get('/api/Actions?ticket_id=1')).status).toBe(500);
    expect((await halo.post('/api/Actions', [{ ticket_id: 1, outcome: 'Note' }])).status).toBe(500);
  });
});

describe('with the least scopes for the extension', () => {
  test('every area can be worked in, edit including read', async () => {
    await halo.authorize('edit:tickets edit:assets read:customers');
    await halo.post('/api/Tickets', ticket);
    const answers = [
      await halo.post('/api/Tickets', [{ id: 2884, status_id: 2 }]),
      await halo.post('/api/Actions', [{ ticket_id: 2884, outcome: 'Note', note: 'x' }]),
      await halo.post('/api/Asset', asset),
      await halo.post('/api/Asset', [{ id: 501, notes: 'x' }]),
      ...(await Promise.all(
        ['/api/Tickets', '/api/Actions?ticket_id=2884', '/api/Asset', '/api/Client', '/api/Site'].map(halo.get),
      )),
    ];
    expect(answers.every(({ status }) => status === 200 || status === 201)).toBe(true);
  });

  test.each(['Status', 'Priority', 'TicketType', 'Team', 'Agent', 'Outcome', 'AssetType'])(
    '/%s needs no scope of its own',
    async (list) => {
      await halo.authorize('read:kb');
      expect((await halo.get(`/api/${list}`)).status).toBe(200);
    },
  );
});
