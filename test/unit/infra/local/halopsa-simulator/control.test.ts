import { describe, expect, test } from '@jest/globals';
import { useSimulator } from './harness.ts';

const halo = useSimulator({ toggles: { maxPageSize: 50 }, seed: { next_ticket_id: 10 } });
const control = (method: string, command: string, body?: unknown) =>
  halo.send(method, `/_simulator/${command}`, body === undefined ? {} : { body: JSON.stringify(body) });

describe('the log of calls', () => {
  test('keeps every request with its query, body and status', async () => {
    await halo.post('/api/Tickets?returnall=true', [{ summary: 'x' }]);
    expect(halo.simulator.calls.all.at(-1)).toEqual({
      method: 'POST',
      path: '/api/Tickets',
      query: { returnall: 'true' },
      body: [{ summary: 'x' }],
      status: 201,
      fault: undefined,
      atMs: halo.nowMs,
    });
  });

  test('counts by method and path, and forgets', async () => {
    await halo.ticket();
    await halo.get('/api/tickets');
    const { calls } = halo.simulator;
    expect(calls.count()).toBe(3);
    expect(calls.count('POST')).toBe(2);
    expect(calls.count('POST', '/API/Tickets')).toBe(1);
    expect(calls.count(undefined, /tickets$/i)).toBe(2);
    calls.clear();
    expect(calls.count()).toBe(0);
  });
});

describe('the control surface', () => {
  test('shows the state and the calls, and is not among the calls', async () => {
    await halo.ticket();
    expect((await control('GET', 'state')).json.tickets).toMatchObject([{ id: 10 }]);
    expect((await control('GET', 'calls')).json).toHaveLength(2);
    await control('DELETE', 'calls');
    expect((await control('GET', 'calls')).json).toEqual([]);
  });

  test('changes toggles, and refuses one that does not exist', async () => {
    expect((await control('POST', 'toggles', { replyShape: 'array' })).json.replyShape).toBe('array');
    expect((await control('GET', 'toggles')).json).toMatchObject({ replyShape: 'array', maxPageSize: 50 });
    expect(await halo.ticket()).toMatchObject([{ id: 10 }]);
    expect((await control('POST', 'toggles', { replyShap: 'array' })).status).toBe(400);
  });

  test('queues faults, with patterns and without end', async () => {
    await halo.authorize();
    const match = { method: 'GET', path_pattern: '^/api/(site|client)$' };
    expect((await control('POST', 'faults', { kind: 'empty-403', times: 'always', match })).status).toBe(200);
    expect((await halo.get('/api/Client')).status).toBe(403);
    expect((await halo.get('/api/Site')).status).toBe(403);
    expect((await halo.get('/api/Status')).status).toBe(200);
    expect((await control('GET', 'faults')).json).toMatchObject([{ kind: 'empty-403', times: 'always' }]);
    await control('DELETE', 'faults');
    expect((await halo.get('/api/Site')).status).toBe(200);
  });

  test('takes several faults at once, by the beginning of the path', async () => {
    await halo.authorize();
    await control('POST', 'faults', [
      { kind: '429', retryAfter: 3 },
      { kind: 'html', match: { path: '/api' } },
    ]);
    expect((await halo.get('/api/Status')).headers.get('retry-after')).toBe('3');
    expect((await halo.get('/api/Status')).status).toBe(502);
  });

  test('refuses faults that it does not know', async () => {
    expect((await control('POST', 'faults', { kind: 'earthquake' })).status).toBe(400);
    expect((await halo.send('POST', '/_simulator/faults', { body: '{' })).status).toBe(400);
  });

  test('revokes tokens', async () => {
    await halo.authorize();
    await control('POST', 'revoke');
    expect((await halo.get('/api/Status')).status).toBe(401);
  });

  test('resets to the seed and toggles that it was started with', async () => {
    await halo.ticket();
    halo.simulator.toggles.maxPageSize = 7;
    halo.simulator.faults.add({ kind: 'empty-403' });
    await control('POST', 'reset');
    expect(halo.simulator.state).toMatchObject({ tickets: [], tokens: [], next_ticket_id: 10 });
    expect(halo.simulator.toggles.maxPageSize).toBe(50);
    expect(halo.simulator.faults.pending).toEqual([]);
    expect(halo.simulator.calls.count()).toBe(0);
  });

  test('is hit by no fault and shadowed by no path of HaloPSA', async () => {
    halo.simulator.faults.add({ kind: 'reset-before', times: Infinity });
    expect((await control('GET', 'toggles')).status).toBe(200);
    expect((await control('POST', 'token')).json.commands).toContain('GET state');
  });
});
