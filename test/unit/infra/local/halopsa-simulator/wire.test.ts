import { describe, expect, test } from '@jest/globals';
import type { Toggles } from '../../../../../infra/local/halopsa-simulator/index.ts';
import { Harness, type Json, useSimulator } from './harness.ts';

const halo = useSimulator();

describe('requests', () => {
  test.each(['/api/tickets', '/API/TICKETS', '/api/Tickets/'])('reach their resource as %s', async (path) => {
    expect((await halo.get(path)).status).toBe(200);
  });

  test('for unknown paths answer 404, for unknown methods 405', async () => {
    expect((await halo.get('/api/Nonsense')).status).toBe(404);
    expect((await halo.call('PUT', '/api/Tickets', '[]')).status).toBe(405);
  });

  test('carry a base path where there is one', async () => {
    const based = new Harness();
    await based.start({ basePath: '/psa/' });
    expect(based.simulator.url).toMatch(/\/psa$/);
    expect((await based.get('/api/Tickets')).status).toBe(200);
    expect((await based.send('GET', '/api/authinfo')).json.auth_url).toBe(`${based.simulator.url}/auth`);
    expect((await fetch(new URL('/api/authinfo', based.simulator.url))).status).toBe(404);
    await based.simulator.close();
  });

  test("carry the tenant's time in Date", async () => {
    expect((await halo.get('/api/Status')).headers.get('date')).toBe('Fri, 20 Nov 2026 10:15:02 GMT');
  });
});

describe('posted bodies', () => {
  test.each(['/api/Tickets', '/api/Actions', '/api/Asset'])('must be an array on %s', async (path) => {
    const { status, text } = await halo.post(path, { summary: 'x' });
    expect(status).toBe(400);
    expect(text).toContain('requires a JSON array');
  });

  test.each(['[{"summary":', '[]', '["text"]', '""'])('such as %s are refused', async (body) => {
    expect((await halo.post('/api/Tickets', body)).status).toBe(400);
  });

  test('must say that they are JSON', async () => {
    const { access_token } = (await halo.token()).json;
    const headers = { authorization: `Bearer ${access_token}`, 'content-type': 'text/plain' };
    expect((await halo.send('POST', '/api/Tickets', { body: '[{"summary":"x"}]', headers })).status).toBe(415);
  });

  test('bind member names in any case', async () => {
    const { json } = await halo.post('/api/Tickets', [{ Summary: 'x', CLIENT_ID: 12, Assets: [{ ID: 501 }] }]);
    expect(json).toMatchObject({ id: 2884, summary: 'x', client_id: 12, assets: [{ id: 501 }] });
    const update = await halo.post('/api/Tickets', [{ Id: 2884, summary: 'y' }]);
    expect(update.json).toMatchObject({ id: 2884, summary: 'y' });
  });

  test.each(['12', '"12"', '" 12 "'])('may write an id as %s', async (id) => {
    expect((await halo.post('/api/Tickets', `[{"summary":"x","client_id":${id}}]`)).json.client_id).toBe(12);
  });

  test.each(['12.0', '"12.0"', '"abc"', '1.5', 'true', '{}', '4294967296'])('may not write an id as %s', async (id) => {
    const { status, json } = await halo.post('/api/Tickets', `[{"summary":"x","client_id":${id}}]`);
    expect(status).toBe(400);
    expect(Object.keys(json)).toEqual(['[0].client_id']);
    expect(halo.simulator.state.tickets).toEqual([]);
  });

  test('name the value and the type in a binding error', async () => {
    expect((await halo.post('/api/Tickets', [{ summary: 'x', client_id: 'abc' }])).json).toEqual({
      '[0].client_id': ['Error converting value "abc" to type \'System.Nullable`1[System.Int32]\'.'],
    });
  });

  test.each(['0.25', '"0.25"', '1', '1.0'])('may write hours as %s', async (hours) => {
    await halo.ticket();
    const { status } = await halo.post('/api/Actions', `[{"ticket_id":2884,"outcome_id":7,"timetaken":${hours}}]`);
    expect(status).toBe(201);
  });

  test.each([
    ['timetaken', '"a while"'],
    ['hiddenfromuser', '"perhaps"'],
    ['note', '{"a":1}'],
  ])('may not write %s as %s', async (field, value) => {
    await halo.ticket();
    const { status, json } = await halo.post('/api/Actions', `[{"ticket_id":2884,"outcome_id":7,"${field}":${value}}]`);
    expect(status).toBe(400);
    expect(Object.keys(json)).toEqual([`[0].${field}`]);
  });
});

describe('replies', () => {
  test.each([
    ['object', (json: Json) => json.id],
    ['array', (json: Json) => json[0].id],
    ['envelope', (json: Json) => json.tickets[0].id],
  ] as const)('to a POST may be an %s', async (replyShape, id) => {
    halo.simulator.toggles.replyShape = replyShape;
    expect(id(await halo.ticket())).toBe(2884);
  });

  test.each([
    ['int', '"id":2884,'],
    ['float', '"id":2884.0,'],
    ['string', '"id":"2884",'],
  ] as const)('may write ids as %s', async (idStyle, written) => {
    halo.simulator.toggles.idStyle = idStyle;
    const { text } = await halo.post('/api/Tickets', [{ summary: 'x', assets: [{ id: 501 }] }]);
    expect(text).toContain(written);
    expect(text).toContain(written.replace('2884', '501'));
  });

  test('do not write counts in the style of ids', async () => {
    halo.simulator.toggles.idStyle = 'string';
    expect((await halo.get('/api/Client?pageinate=true')).json).toMatchObject({ page_no: 1, record_count: 4 });
  });

  test('leave absent members out instead of writing null', async () => {
    expect((await halo.post('/api/Tickets', [{ summary: 'x' }])).text).not.toContain('null');
  });

  test('may leave assets out after a POST', async () => {
    halo.simulator.toggles.assetsInPostReply = false;
    expect(await halo.ticket({ assets: [{ id: 501 }] })).not.toHaveProperty('assets');
  });

  test('may give text back longer than it was sent', async () => {
    halo.simulator.toggles.textSuffix = '\r\n';
    expect((await halo.ticket({ details: 'evidence' })).details).toBe('evidence\r\n');
    const note = [{ ticket_id: 2884, outcome: 'Note', note: 'x' }];
    expect((await halo.post('/api/Actions', note)).json.note).toBe('x\r\n');
  });

  test('come late where the tenant is slow', async () => {
    halo.simulator.toggles.latencyMs = 60;
    const startedMs = performance.now();
    await halo.send('GET', '/api/authinfo');
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(55);
  });
});

describe('refusals in words', () => {
  const words = 'An Outcome must be entered for this Action';
  const shapes: [Toggles['errorShape'], unknown][] = [
    ['natural', expect.objectContaining({ ClassName: 'System.Exception', Message: words, HResult: -2146233088 })],
    ['message', { Message: words }],
    ['lowercase', { message: words }],
    ['error', { error: words }],
    ['result-code', { resultCode: 400, errorMessage: words }],
    ['quoted', words],
  ];

  const refused = async (errorShape: Toggles['errorShape']) => {
    await halo.ticket();
    halo.simulator.toggles.errorShape = errorShape;
    return halo.post('/api/Actions', [{ ticket_id: 2884, note: 'x' }]);
  };

  test.each(shapes)('may have the JSON shape "%s"', async (errorShape, expected) => {
    const { status, json } = await refused(errorShape);
    expect(status).toBe(400);
    expect(json).toEqual(expected);
  });

  test('may be plain text, HTML or nothing', async () => {
    expect((await refused('text')).text).toBe(words);
    expect((await refused('html')).text).toMatch(/^<!DOCTYPE html>.*An Outcome/);
    expect((await refused('empty')).text).toBe('');
  });
});
