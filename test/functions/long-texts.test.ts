import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startTestExtension, type TestExtension } from '../support/extension.ts';
import { openTicket, posted } from '../support/halo-calls.ts';

/** As many as a body may have in a message, and HaloPSA sends them back twice: as text and as HTML. */
const LONG = `begin ${'ä'.repeat(2_600_000)} end`;
const CUT = /^begin ä+\n… The text was cut here: 199\d{3} of 5200010 bytes are shown\.$/;

let extension: TestExtension;
beforeEach(async () => {
  extension = await startTestExtension();
});
afterEach(() => extension.close());

const WRITES = {
  create_ticket: { path: '/api/Tickets', input: () => ({ summary: 's', details: LONG }), name: 'details' },
  update_ticket: {
    path: '/api/Tickets',
    input: (ticketId: number) => ({ id: ticketId, details: LONG }),
    name: 'details',
  },
  add_action: {
    path: '/api/Actions',
    input: (ticketId: number) => ({ ticket_id: ticketId, note: LONG }),
    name: 'note',
  },
};

describe.each(Object.entries(WRITES))('a text of megabytes to %s', (action, { path, input, name }) => {
  let ticketId: number;
  beforeEach(async () => {
    ticketId = await openTicket(extension);
  });

  test('is cut between two characters, says so, and is written', async () => {
    const { status, body } = await extension.direct(action, input(ticketId));
    expect([status, body._meta.warnings]).toEqual([200, [`\`${name}\` was cut: it had more than 200000 bytes.`]]);
    expect(posted(extension)[0]?.[name]).toMatch(CUT);
  });

  test('is written once where its reply is lost', async () => {
    extension.halo.faults.add({ kind: 'reset-after-commit', match: { method: 'POST', path } });
    const deliver = () => extension.request(action, input(ticketId), { key: 'k' });
    await deliver();
    const { status, body } = await deliver();
    expect([status, body.data._meta.warnings]).toEqual([200, [`\`${name}\` was cut: it had more than 200000 bytes.`]]);
    expect(extension.halo.calls.count('POST', path)).toBe(1);
  });
});

test('the HTML of a body is cut outside of its tags', async () => {
  const { status } = await extension.direct('create_ticket', {
    summary: 's',
    extra: { details_html: `<p>begin</p>${'<b title="x">&amp;</b>'.repeat(100_000)}` },
  });
  expect(status).toBe(200);
  expect(posted(extension)[0]?.details_html).toMatch(
    /^<p>begin<\/p>(<b title="x">&amp;<\/b>)+(<b title="x">(&amp;)?)?\n<p>… The text was cut here: [^<]+<\/p>$/,
  );
});

test('a page of tickets that is larger than an answer may be says what to ask for, and a smaller one comes', async () => {
  const process = {
    FILE_PATH: 'C:\\Windows\\System32\\rundll32.exe',
    COMMAND_LINE: 'rundll32 "a",b',
    PROCESS_ID: 4711,
  };
  await openTicket(extension, { details: { event: Array(1_000).fill(process) } });
  const { tickets } = extension.halo.state;
  tickets.push(...Array.from({ length: 99 }, (_, i) => ({ ...tickets[0], id: 10_000 + i }) as (typeof tickets)[0]));
  const { status, body } = await extension.direct('search_tickets', { page_size: 100 });
  expect([status, body.hint]).toEqual([503, expect.stringContaining('a smaller `page_size`')]);
  expect((await extension.direct('search_tickets', { page_size: 10 })).body.tickets).toHaveLength(10);
});
