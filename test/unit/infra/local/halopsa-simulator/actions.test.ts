import { beforeEach, describe, expect, test } from '@jest/globals';
import { ids, useSimulator } from './harness.ts';

const halo = useSimulator();
const add = (fields: object) => halo.post('/api/Actions', [{ ticket_id: 2884, outcome: 'Note', note: 'x', ...fields }]);
const timeline = async (query = '') => (await halo.get(`/api/Actions?ticket_id=2884${query}`)).json;

beforeEach(async () => {
  await halo.ticket({ details: 'evidence' });
});

describe('adding an action', () => {
  test('answers 201 with the action, attributed to the API agent', async () => {
    const { status, json, text } = await add({
      note: 'Isolated host.',
      hiddenfromuser: true,
      timetaken: 0.25,
      actionchargehours: 0.25,
    });
    expect(status).toBe(201);
    expect(json).toMatchObject({
      ticket_id: 2884,
      id: 2,
      outcome: 'Note',
      outcome_id: 7,
      who: 'Sam Okoro',
      who_type: 1,
      who_agentid: 7,
      note: 'Isolated host.',
      note_html: '<p>Isolated host.</p>',
      hiddenfromuser: true,
      timetaken: 0.25,
      timetakendays: 0.03,
      actionchargehours: 0.25,
      old_status: 1,
      new_status: 1,
      guid: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(text).toContain('"actionnonchargehours":0.0');
  });

  test('numbers actions inside their ticket, from 2', async () => {
    await halo.ticket();
    expect((await add({})).json.id).toBe(2);
    expect((await add({})).json.id).toBe(3);
    expect((await add({ ticket_id: 2885 })).json.id).toBe(2);
  });

  test('needs a ticket', async () => {
    expect((await add({ ticket_id: undefined })).status).toBe(400);
    expect((await add({ ticket_id: undefined, fault_id: 2884 })).status).toBe(400);
    expect((await add({ ticket_id: 99 })).status).toBe(404);
    halo.simulator.toggles.unknownIdStatus = 400;
    expect((await add({ ticket_id: 99 })).status).toBe(400);
  });

  test.each([{ outcome: undefined }, { outcome: 'No Such Outcome' }, { outcome: undefined, outcome_id: 99 }])(
    'refuses %j for want of an outcome',
    async (fields) => {
      const { status, json } = await add(fields);
      expect(status).toBe(400);
      expect(json.Message).toBe('An Outcome must be entered for this Action');
      expect(halo.simulator.state.actions).toEqual([]);
    },
  );

  test('refuses an outcome that the workflow does not allow', async () => {
    expect((await add({ outcome: 'Approve' })).json.Message).toBe(
      'You do not have access to this Action at the moment',
    );
  });

  test('takes an outcome by name in any case, or by id', async () => {
    expect((await add({ outcome: 'private note' })).json.outcome_id).toBe(4);
    expect((await add({ outcome: undefined, outcome_id: 5 })).json.outcome).toBe('Resolved');
  });

  test.each([
    ['Note', true],
    ['Public Note', false],
    ['Email User', false],
  ])('leaves who sees it to the outcome %s where it is not said', async (outcome, hidden) => {
    expect((await add({ outcome })).json.hiddenfromuser).toBe(hidden);
    expect((await add({ outcome, hiddenfromuser: !hidden })).json.hiddenfromuser).toBe(!hidden);
  });

  test('does not move the status by its outcome, but by new_status', async () => {
    expect((await add({ outcome: 'Resolved' })).json).toMatchObject({ old_status: 1, new_status: 1 });
    expect((await add({ new_status: 9, new_agent: 7 })).json).toMatchObject({ old_status: 1, new_status: 9 });
    expect((await halo.get('/api/Tickets/2884')).json).toMatchObject({
      status_id: 9,
      hasbeenclosed: true,
      agent_id: 7,
    });
  });

  test('gives the last of several, or all with returnall', async () => {
    const two = [
      { ticket_id: 2884, outcome: 'Note', note: 'a' },
      { ticket_id: 2884, outcome: 'Note', note: 'b' },
    ];
    expect((await halo.post('/api/Actions', two)).json.note).toBe('b');
    expect(ids((await halo.post('/api/Actions?returnall=true', two)).json)).toEqual([4, 5]);
  });

  test('edits where both ids are given', async () => {
    await add({ timetaken: 1 });
    expect((await add({ id: 2, note: 'better' })).json).toMatchObject({ id: 2, note: 'better', timetaken: 1 });
    expect((await add({ id: 9, note: 'better' })).status).toBe(404);
    expect(halo.simulator.state.actions).toHaveLength(1);
  });
});

describe('the timeline', () => {
  test("begins with the ticket's details, which an update of them replaces", async () => {
    expect((await timeline()).actions).toMatchObject([{ id: 1, note: 'evidence' }]);
    await halo.post('/api/Tickets', [{ id: 2884, details: 'rewritten' }]);
    expect((await timeline()).actions).toMatchObject([{ id: 1, note: 'rewritten' }]);
  });

  test('lists the newest first, or the oldest', async () => {
    await add({});
    expect(ids((await timeline()).actions)).toEqual([2, 1]);
    expect(ids((await timeline('&count=1')).actions)).toEqual([2]);
    halo.simulator.toggles.actionsOrder = 'oldest';
    expect(ids((await timeline()).actions)).toEqual([1, 2]);
  });

  test('is empty for a ticket without details', async () => {
    await halo.ticket();
    expect((await halo.get('/api/Actions?ticket_id=2885')).json).toEqual({ record_count: 0, actions: [] });
  });

  test('leaves private entries out and HTML in as asked', async () => {
    await add({});
    expect(ids((await timeline('&excludeprivate=true')).actions)).toEqual([1]);
    expect((await timeline()).actions[0]).not.toHaveProperty('note_html');
    expect((await timeline('&includehtmlnote=true')).actions[0].note_html).toBe('<p>x</p>');
  });

  test('gives and deletes one entry by both ids', async () => {
    await add({ note: 'one' });
    expect((await halo.get('/api/Actions/2?ticket_id=2884')).json.note).toBe('one');
    expect((await halo.get('/api/Actions/2')).status).toBe(404);
    expect((await halo.get('/api/Actions/3?ticket_id=2884')).status).toBe(404);
    expect((await halo.del('/api/Actions/2?ticket_id=2884')).json).toEqual({ id: 2 });
    expect((await halo.get('/api/Actions/2?ticket_id=2884')).status).toBe(404);
    expect((await add({})).json.id).toBe(3);
  });
});
