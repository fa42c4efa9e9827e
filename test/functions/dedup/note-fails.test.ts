import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { seenNotes, startTimedExtension, type TimedExtension } from '../../support/occurrences.ts';

const INPUT = { summary: 'EDR: credential dump on WS-042', client_id: 12, dedup_key: 'credential-dump/WS-042' };

let extension: TimedExtension;
beforeEach(async () => {
  extension = await startTimedExtension();
});
afterEach(() => extension.close());

const report = async (input: object = {}, config: object = {}) =>
  (await extension.request('create_ticket', { ...INPUT, ...input }, { config })).body.data;
const notes = (ticketId = 2884) => seenNotes(extension, ticketId).map(({ note }) => note);

describe('a note that HaloPSA does not take', () => {
  const spoil = (times = 1) =>
    extension.halo.faults.add({ kind: 'status', status: 500, body: '', match: { path: '/api/actions' }, times });

  test('fails a message with a key, which is noted and not counted again when it comes again', async () => {
    await report();
    spoil();
    expect((await extension.request('create_ticket', INPUT, { key: 'k' })).status).toBe(500);
    extension.clock.advance(3_000);
    const again = await extension.request('create_ticket', INPUT, { key: 'k' });
    expect(again.body.data).toMatchObject({ id: 2884, _meta: { occurrences: 2 } });
    expect(notes()).toEqual([expect.stringContaining('Seen 2 times')]);
  });

  test('is a warning to a caller without one, who would be counted again', async () => {
    await report();
    spoil();
    const { status, body } = await extension.direct('create_ticket', INPUT);
    expect(status).toBe(200);
    expect(body._meta).toMatchObject({ occurrences: 2, warnings: [expect.stringContaining('not noted')] });
  });

  test('for good is a warning to everybody', async () => {
    await report();
    const answer = await report({}, { note_outcome: 'No such outcome' });
    expect(answer._meta).toMatchObject({ occurrences: 2, warnings: [expect.stringContaining('Outcome')] });
  });

  test('is written by the next message, with the right count', async () => {
    await report();
    spoil();
    await extension.direct('create_ticket', INPUT);
    extension.clock.advance(3_000);
    await report();
    expect(notes()).toEqual([expect.stringContaining('Seen 3 times')]);
  });

  test('but has stored all the same is found, and edited within its minute', async () => {
    await report();
    extension.halo.faults.add({ kind: 'reset-after-commit', match: { method: 'POST', path: '/api/actions' } });
    await extension.direct('create_ticket', INPUT);
    extension.clock.advance(3_000);
    await report();
    expect(notes()).toEqual([expect.stringContaining('Seen 3 times')]);
  });

  test('since somebody has deleted the one to edit becomes another', async () => {
    await report();
    await report();
    extension.halo.state.actions.length = 0;
    expect((await report())._meta).not.toHaveProperty('warnings');
    expect(notes()).toEqual([expect.stringContaining('Seen 3 times')]);
  });
});
