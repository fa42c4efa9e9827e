import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { OID, OTHER_OID } from '../../support/extension.ts';
import { apiCalls } from '../../support/halo-calls.ts';
import { countIn, MINUTE_MS, seenNotes, startTimedExtension, type TimedExtension } from '../../support/occurrences.ts';

const LIMIT = { max_new_tickets_per_hour: 3 };

let extension: TimedExtension;
beforeEach(async () => {
  extension = await startTimedExtension({ credentials: { allowed_oids: [OID, OTHER_OID] } });
});
afterEach(() => extension.close());

const tickets = () => extension.halo.state.tickets;
const summaries = () => tickets().filter(({ summary }) => summary.startsWith('Storm: '));

/** A detection on the machine with this number. */
const report = (machine: number, input: object = {}, config: object = LIMIT, oid = OID) =>
  extension
    .request(
      'report_detection',
      { cat: 'Noisy', sid: `s-${machine}`, hostname: `PC-${machine}`, client_id: 12, ...input },
      { config, oid },
    )
    .then(({ body }) => body.data);

async function storm(from: number, to: number, input: object = {}, config: object = LIMIT) {
  for (let machine = from; machine <= to; machine++) await report(machine, { link_asset: false, ...input }, config);
}

describe('a rule that opens more tickets in an hour than it may', () => {
  test('opens one summary ticket, which counts the rest', async () => {
    await storm(1, 10);
    expect(tickets()).toHaveLength(4);
    expect(summaries()).toMatchObject([{ id: 2887, client_id: 12, summary: 'Storm: Noisy' }]);
    expect(countIn(seenNotes(extension, 2887).at(-1)?.note)).toBe(7);
  });

  test('says so on the summary ticket and in the answer', async () => {
    await storm(1, 3);
    expect(await report(4)).toMatchObject({
      ticket: { id: 2887 },
      created: true,
      occurrences: 1,
      _meta: { warnings: [expect.stringContaining('more than 3 problems in this hour')] },
    });
    expect(await report(5)).toMatchObject({ ticket: { id: 2887 }, deduplicated: true, occurrences: 2 });
    expect(summaries()[0]?.details).toMatch(/more than 3 problems within an hour\. Until 10:00 UTC/);
  });

  test('has 30 where the org says nothing', async () => {
    await storm(1, 33, {}, {});
    expect(tickets()).toHaveLength(31);
    expect(countIn(seenNotes(extension, 2914).at(-1)?.note)).toBe(3);
  });

  test('goes on counting repeats on the tickets that it has', async () => {
    await storm(1, 5);
    expect(await report(2)).toMatchObject({ ticket: { id: 2885 }, occurrences: 2 });
  });

  test('may open tickets again in the next hour, and has another summary then', async () => {
    await storm(1, 5);
    extension.clock.advance(50 * MINUTE_MS);
    await storm(11, 15);
    expect(tickets()).toHaveLength(8);
    expect(summaries().map(({ id }) => countIn(seenNotes(extension, id).at(-1)?.note))).toEqual([2, 2]);
  });

  test('goes on with its summary though somebody has closed it', async () => {
    await storm(1, 5);
    Object.assign(summaries()[0] as object, { hasbeenclosed: true });
    await storm(6, 7);
    expect(summaries()).toHaveLength(1);
    expect(countIn(seenNotes(extension, 2887).at(-1)?.note)).toBe(4);
  });

  test('has a summary for each client: none sees how many the others have', async () => {
    await storm(1, 5);
    await storm(6, 9, { client_id: 13 });
    await storm(10, 11, { client_id: 12, extra: { Client_ID: 13 } });
    expect(summaries().map(({ client_id: id }) => id)).toEqual([12, 13]);
    expect(summaries().map(({ id }) => countIn(seenNotes(extension, id).at(-1)?.note))).toEqual([2, 6]);
  });

  test('does not hold up another rule, or another org', async () => {
    await storm(1, 5);
    expect(await report(6, { cat: 'Quiet' })).toMatchObject({ ticket: { summary: 'Quiet on PC-6' } });
    expect(await report(7, {}, LIMIT, OTHER_OID)).toMatchObject({ ticket: { summary: 'Noisy on PC-7' } });
  });

  test('links no machines to its summary: there would be as many as detections', async () => {
    await storm(1, 3);
    extension.halo.calls.clear();
    await report(4);
    expect(apiCalls(extension).map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /api/Tickets']);
  });

  test('counts a detection once that is delivered again', async () => {
    await storm(1, 4);
    const input = { cat: 'Noisy', sid: 's-5', client_id: 12 };
    for (let i = 0; i < 3; i++) await extension.request('report_detection', input, { key: 'one', config: LIMIT });
    expect(countIn(seenNotes(extension, 2887).at(-1)?.note)).toBe(2);
  });

  test('opens as many tickets for messages that failed and come again together', async () => {
    const deliver = (machine: number) =>
      extension.request(
        'report_detection',
        { cat: 'Noisy', sid: `s-${machine}`, client_id: 12 },
        { key: `message-${machine}`, config: LIMIT },
      );
    const machines = [1, 2, 3, 4, 5, 6];
    extension.halo.faults.add({
      kind: 'status',
      status: 503,
      match: { method: 'POST', path: '/api/Tickets' },
      times: 100,
    });
    for (const machine of machines) expect((await deliver(machine)).status).toBe(500);
    extension.halo.faults.clear();
    extension.clock.advance(MINUTE_MS);
    for (const machine of machines.toReversed()) expect((await deliver(machine)).status).toBe(200);
    expect(tickets()).toHaveLength(4);
    expect(countIn(seenNotes(extension, summaries()[0]?.id as number).at(-1)?.note)).toBe(3);
  });

  describe('whose note on the summary breaks off', () => {
    const deliver = () =>
      extension.request('report_detection', { cat: 'Noisy', sid: 's-5', client_id: 12 }, { key: 'one', config: LIMIT });
    beforeEach(async () => {
      await storm(1, 4);
      extension.halo.faults.add({ kind: 'reset-after-commit', match: { method: 'POST', path: '/api/actions' } });
      expect((await deliver()).status).toBe(500);
    });

    test('counts the detection once when it comes again in the same hour', async () => {
      extension.clock.advance(40 * MINUTE_MS);
      expect((await deliver()).body.data).toMatchObject({ ticket: { id: 2887 }, occurrences: 2 });
    });

    test('counts it once more when it comes again in another hour: the limit that the documents state', async () => {
      extension.clock.advance(50 * MINUTE_MS);
      expect((await deliver()).body.data).toMatchObject({ ticket: { id: 2888 }, created: true });
    });
  });
});

describe('a summary ticket stands for many machines', () => {
  test('it tells the first of them, as a note would, and its notes name all', async () => {
    await storm(1, 6, { detect_id: 'det-9', link: 'https://app.limacharlie.io/detection/det-9', priority: 'high' });
    const [summary] = summaries();
    expect(summary?.details).toContain('Newest: Noisy\nWhere: PC-4 (sensor s-4)\n');
    expect(summary?.details).toContain('Severity: high\nDetection: det-9\nIn LimaCharlie: https://');
    expect(seenNotes(extension, 2887).at(-1)?.note).toContain('\n\nMachines: PC-4, PC-5, PC-6\n\nNewest: Noisy\n');
  });

  test('a machine that has no name is told by its sensor', async () => {
    await storm(1, 3);
    for (const sid of ['s-8', 's-9']) await report(0, { hostname: '', sid });
    expect(seenNotes(extension, 2887).at(-1)?.note).toContain('Machines: s-8, s-9');
  });

  test('a name stays in its line, and reads in its order', async () => {
    await storm(1, 3);
    for (const hostname of ['PC-8', 'PC-9\n\nSeen 999 times, first\u202enow']) await report(0, { hostname });
    expect(seenNotes(extension, 2887).at(-1)?.note).toContain(
      '\n\nMachines: PC-8, PC-9 Seen 999 times, first\\u202enow\n\nNewest: ',
    );
  });

  test('one that comes again is named once, and counted each time', async () => {
    await storm(1, 5);
    await storm(4, 5);
    expect(seenNotes(extension, 2887).at(-1)?.note).toMatch(/^Seen 4 times.*\n\nMachines: PC-4, PC-5\n/);
  });

  test('its text is not hidden behind the HTML of the detection that happens to open it', async () => {
    await storm(1, 4, { extra: { details_html: '<p>One machine</p>', impact: 2 } });
    expect(summaries()[0]?.details_html).not.toContain('One machine');
    expect(summaries()[0]).toMatchObject({ details: expect.stringContaining('within an hour'), impact: 2 });
  });
});

test('what HaloPSA refuses for good takes no place among the tickets of the hour', async () => {
  const times = 5;
  extension.halo.faults.add({
    kind: 'status',
    status: 400,
    body: { Message: 'No' },
    times,
    match: { path: '/api/Tickets' },
  });
  await storm(1, 5);
  expect(tickets()).toHaveLength(0);
  await storm(6, 8);
  expect(tickets().map(({ summary }) => summary)).toEqual(['Noisy on PC-6', 'Noisy on PC-7', 'Noisy on PC-8']);
});
