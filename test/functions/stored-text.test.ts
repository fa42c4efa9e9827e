import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { findSameEntry } from '../../lib/action/find-same-entry.ts';
import { startTestExtension, type TestExtension } from '../support/extension.ts';
import { openTicket } from '../support/halo-calls.ts';

describe('a write whose reply was lost is found again at the redelivery', () => {
  let extension: TestExtension;
  beforeEach(async () => {
    extension = await startTestExtension({
      simulator: { toggles: { textSuffix: '\n-- appended by the tenant', actionsOrder: 'oldest' } },
    });
  });
  afterEach(() => extension.close());
  const losesReply = (path: string) =>
    extension.halo.faults.add({ kind: 'reset-after-commit', match: { method: 'POST', path } });
  const deliverTwice = async (action: string, data: unknown) => {
    await extension.request(action, data, { key: 'k' });
    return extension.request(action, data, { key: 'k' });
  };

  test('as a note that HaloPSA stores longer than it was sent', async () => {
    const ticketId = await openTicket(extension);
    losesReply('/api/Actions');
    const { status } = await deliverTwice('add_action', { ticket_id: ticketId, note: 'Isolated the host.' });
    expect([status, extension.halo.state.actions.length]).toEqual([200, 1]);
  });

  test.each(['sent', 'derived'] as const)(
    'as a note with HTML beside it, of which HaloPSA keeps the text as %s',
    async (noteBesideHtml) => {
      extension.halo.toggles.noteBesideHtml = noteBesideHtml;
      const ticketId = await openTicket(extension);
      losesReply('/api/Actions');
      const html = '<p>Isolated <b>WS-042</b>.</p><p>By rule &amp; hand</p>';
      const data = { ticket_id: ticketId, note: 'Isolated WS-042', extra: { note_html: html } };
      const { status } = await deliverTwice('add_action', data);
      expect([status, extension.halo.state.actions.length]).toEqual([200, 1]);
    },
  );

  test('as a body that HaloPSA stores longer than it was sent', async () => {
    const id = await openTicket(extension);
    losesReply('/api/Tickets');
    const { status, body } = await deliverTwice('update_ticket', { id, details: 'Corrected.' });
    expect([status, body.data.details]).toEqual([200, 'Corrected.\n-- appended by the tenant']);
    expect(extension.halo.calls.count('POST', '/api/Tickets')).toBe(1);
  });

  test('as a ticket whose body HaloPSA stores longer than it was sent', async () => {
    losesReply('/api/Tickets');
    const { status } = await deliverTwice('create_ticket', { summary: 's', details: 'd' });
    expect([status, extension.halo.state.tickets.length]).toEqual([200, 1]);
  });
});

describe('an entry of the timeline counts as written since a moment', () => {
  const SINCE_MS = Date.UTC(2026, 10, 20, 10, 0);
  const isFound = (more: Record<string, unknown>) =>
    findSameEntry([{ id: 2, note: 'n', ...more }], { note: 'n' }, SINCE_MS) !== undefined;

  test.each<[string, Record<string, unknown>, boolean]>([
    ['with a time without a zone, which means UTC', { datetime: '2026-11-20T10:20:41.007' }, true],
    ['with a time in UTC', { datetime: '2026-11-20T10:20:41Z' }, true],
    ['with a time of a zone', { datetime: '2026-11-20T12:20:41+02:00' }, true],
    ['with only its other time', { actiondatecreated: '2026-11-20T10:20:41.007' }, true],
    ['though HaloPSA’s clock is minutes behind', { datetime: '2026-11-20T09:56:00' }, true],
    ['though its time can not be read', { datetime: 'today' }, true],
    ['but not from an hour before', { datetime: '2026-11-20T09:00:00' }, false],
    ['nor from an hour before by its only other time', { actiondatecreated: '2026-11-20T09:00:00' }, false],
  ])('%s', (_, times, found) => {
    expect(isFound(times)).toBe(found);
  });

  test('and of several the newest is taken, whatever their order', () => {
    const entries = [2, 4, 3].map((id) => ({ id, note: 'n', datetime: '2026-11-20T10:20:41' }));
    expect(findSameEntry(entries, { note: 'n' }, SINCE_MS)?.id).toBe(4);
  });
});

describe('an entry of the timeline is not the note that was sent', () => {
  const time = { datetime: '2026-11-20T10:20:41' };
  const find = (entry: { id: number; [field: string]: unknown }, sent: Record<string, unknown>) =>
    findSameEntry([{ ...time, ...entry }], sent, Date.UTC(2026, 10, 20, 10, 0));

  test.each<[string, { id: number; [field: string]: unknown }, Record<string, unknown>]>([
    ['where its sentence goes on', { id: 2, note: 'Isolated by hand' }, { note: 'Isolated' }],
    ['where it is the body of the ticket', { id: 1, note: 'Isolated' }, { note: 'Isolated' }],
    [
      'where the end user sees one and not the other',
      { id: 2, note: 'Isolated', hiddenfromuser: true },
      { note: 'Isolated', hiddenfromuser: false },
    ],
    ['where it has no text', { id: 2, note: '' }, { note: 'Isolated', note_html: '<p>Isolated</p>' }],
    ['where it is HTML, and none was sent', { id: 2, note_html: '<p>Patched</p>' }, { note: 'Isolated' }],
  ])('%s', (_, entry, sent) => {
    expect(find(entry, sent)).toBeUndefined();
  });

  test.each<[string, { id: number; [field: string]: unknown }, Record<string, unknown>]>([
    ['does not show who sees it', { id: 2, note: 'Isolated' }, { note: 'Isolated', hiddenfromuser: true }],
    ['ends its lines otherwise', { id: 2, note: 'a\r\nb\r\n-- SOC' }, { note: 'a\nb' }],
  ])('but one is that %s', (_, entry, sent) => {
    expect(find(entry, sent)).toMatchObject(entry);
  });

  test.each([
    ['lines', { note: 'Isolated\n-- SOC' }, { note: 'Isolated' }],
    ['lines, after a blank of ours', { note: 'Isolated \n\n-- SOC' }, { note: 'Isolated ' }],
    ['HTML', { note_html: '<p>Isolated</p><br>SOC' }, { note_html: '<p>Isolated</p>' }],
    ['line ends of its own', { note: 'Isolated\r\nnow\r\n' }, { note: 'Isolated\nnow' }],
  ])('but it is where only %s of the tenant were added', (_, entry, sent) => {
    expect(find({ id: 2, ...entry }, sent)?.id).toBe(2);
  });
});

describe('a note that was sent with HTML', () => {
  const HTML = '<p>Isolated <b>WS-042</b>.</p><p>By hand</p>';
  const find = (stored: object, html = HTML) =>
    findSameEntry([{ id: 2, ...stored }], { note: 'Isolated', note_html: html }, 0) !== undefined;

  test('is the entry that shows what its HTML says, with a line of the tenant’s', () => {
    expect(find({ note: 'Patched by hand\n-- SOC' }, '<p>Patched <b>by hand</b></p>')).toBe(true);
  });

  test.each<[string, object]>([
    ['its text', { note: 'Isolated' }],
    ['its text and its HTML', { note: 'Isolated', note_html: HTML }],
    ['its HTML alone', { note_html: HTML }],
    ['its HTML with a line of the tenant’s', { note_html: `${HTML}<br>SOC` }],
    ['what its HTML says', { note: 'Isolated WS-042.\r\nBy hand' }],
    ['what its HTML says, and the HTML', { note: 'Isolated WS-042.\nBy hand', note_html: HTML }],
  ])('is the entry that shows %s', (_, stored) => {
    expect(find(stored)).toBe(true);
  });

  test.each<[string, object, string]>([
    ['another text beside the same HTML, which a rule may repeat', { note: 'Blocked', note_html: HTML }, HTML],
    ['another HTML', { note_html: '<p>Blocked</p>' }, HTML],
    ['HTML whose sentence goes on', { note: 'Isolated WS-042. By hand of Sam' }, HTML],
    ['any HTML, where the sent one is blank', { note: 'Blocked', note_html: '<p>Blocked</p>' }, ' '],
    ['no text, where the sent one is nothing but tags', { note: '', note_html: '<p></p>' }, '<br>'],
  ])('is not the entry that shows %s', (_, stored, html) => {
    expect(find(stored, html)).toBe(false);
  });
});

describe('beside entries without text', () => {
  const SINCE_MS = Date.UTC(2026, 10, 20, 10, 0);
  const at = (id: number, more: object = {}) => ({ id, datetime: '2026-11-20T10:20:41', ...more });
  const statusChange = at(3, { old_status: 1, new_status: 2 });

  test('the note is found', () => {
    expect(findSameEntry([at(2, { note: 'n' }), statusChange], { note: 'n' }, SINCE_MS)?.id).toBe(2);
  });

  test('it is known not to be there', () => {
    expect(findSameEntry([at(1, { note_html: 'body' }), statusChange], { note: 'n' }, SINCE_MS)).toBeUndefined();
  });

  test('nothing is known where no entry has any', () => {
    const look = () => findSameEntry([at(1), at(2), statusChange], { note: 'n' }, SINCE_MS);
    expect(look).toThrow(expect.objectContaining({ code: 'outcome_unknown' }));
  });

  test('it is known not to be there where nothing is but the body of the ticket', () => {
    expect(findSameEntry([at(1)], { note: 'n' }, SINCE_MS)).toBeUndefined();
  });

  test('it is known not to be there where the list is empty: it may leave out the body', () => {
    expect(findSameEntry([], { note: 'n' }, SINCE_MS)).toBeUndefined();
  });
});

describe('a note is found that HaloPSA has stored', () => {
  const SENT = 'Mail of <bob@x.test> & "Co"\nblocked\u0301 🚨 twice';
  const find = (stored: object, note = SENT) => findSameEntry([{ id: 2, ...stored }], { note }, 0) !== undefined;

  test.each([
    ['as it is', SENT],
    ['with its line breaks as Windows has them', SENT.replaceAll('\n', '\r\n')],
    ['escaped', 'Mail of &lt;bob@x.test&gt; &amp; &quot;Co&quot;\nblocked\u0301 🚨 twice'],
    ['without its tags', 'Mail of & "Co"\nblocked\u0301 🚨 twice'],
    ['on one line', SENT.replaceAll('\n', ' ')],
    ['without emoji', SENT.replace('🚨 ', '')],
    ['in composed letters', SENT.normalize('NFC')],
    ['as HTML', '<p>Mail of &lt;bob@x.test&gt; &amp; "Co"<br>blocked\u0301 🚨 twice</p>'],
  ])('%s', (_, stored) => {
    expect([find({ note: stored }), find({ note_html: stored })]).toEqual([true, true]);
  });

  test.each([
    ['another', 'Mail of <bob@x.test> & "Co"\nallowed'],
    ['one that goes on', `${SENT} by hand`],
    ['none', ''],
  ])('but not %s', (_, stored) => {
    expect(find({ note: stored })).toBe(false);
  });

  test.each(['🚨', '<br>', '&nbsp;'])('nor one with a note of nothing but %s', (note) => {
    expect(find({ note: '' }, note)).toBe(false);
  });
});
