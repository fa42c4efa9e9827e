import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { oneLine } from '../../lib/action/inputs/one-line.ts';
import { startTestExtension, type TestExtension } from '../support/extension.ts';
import { openTicket, posted } from '../support/halo-calls.ts';

/** What somebody who names a process or a file can put into a detection. */
const ATTACKS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<a href="https://evil.example">Your session ended, sign in again</a>',
  '&lt;b&gt;entities&lt;/b&gt;',
  '"><svg/onload=alert(1)>',
  '{{constructor.constructor("alert(1)")()}}',
  '$TICKETID $AGENTNAME',
  "'; DROP TABLE faults; --",
  '=HYPERLINK("https://evil.example")',
  'line\r\nBcc: everybody@evil.example',
  '\u202egnp.exe',
];

let extension: TestExtension;
let ticketId: number;
beforeEach(async () => {
  extension = await startTestExtension();
  ticketId = await openTicket(extension);
});
afterEach(() => extension.close());

/** Every field's name, at any depth, that HaloPSA was sent. */
const sentNames = (): string[] => {
  const names: string[] = [];
  JSON.stringify(posted(extension), (name, value) => {
    names.push(name);
    return value;
  });
  return names;
};

describe.each(ATTACKS)('%j', (attack) => {
  test.each<[string, () => Record<string, unknown>, string[]]>([
    [
      'create_ticket',
      () => ({ summary: attack, details: attack, team: attack, category_1: attack }),
      ['summary', 'team', 'category_1'],
    ],
    ['create_ticket', () => ({ summary: 's', details: { FILE_PATH: attack, [attack]: [attack] } }), []],
    ['create_ticket', () => ({ summary: 's', customfields: [{ name: 'CFlcDetection', value: attack }] }), []],
    ['update_ticket', () => ({ id: ticketId, summary: attack, details: attack }), ['summary', 'details']],
    ['add_action', () => ({ ticket_id: ticketId, note: attack, outcome: attack }), ['note', 'outcome']],
    ['add_action', () => ({ ticket_id: ticketId, note: { COMMAND_LINE: attack } }), []],
    ['link_asset_to_ticket', () => ({ ticket_id: ticketId, hostname: attack, asset_type_id: 7 }), []],
  ])(
    'in %s is sent as the text that it is, a subject in one line, and in no field of HTML',
    async (action, input, asTheyAre) => {
      await extension.request(action, input());
      expect(posted(extension).length).toBeGreaterThan(0);
      expect(sentNames().filter((name) => /html/i.test(name) && name !== attack && !name.includes(attack))).toEqual([]);
      const [record] = posted(extension);
      for (const field of asTheyAre) expect(record?.[field]).toBe(field === 'summary' ? oneLine(attack) : attack);
    },
  );
});

describe('HTML is sent', () => {
  test.each([
    ['create_ticket', { summary: 's', extra: { details_html: '<b>x</b>' } }, 'details_html'],
    ['update_ticket', { extra: { details_html: '<b>x</b>' } }, 'details_html'],
    ['add_action', { note: 'x', extra: { note_html: '<b>x</b>' } }, 'note_html'],
  ])('by %s where the caller says so in `extra`', async (action, input, field) => {
    await extension.request(action, { id: ticketId, ticket_id: ticketId, ...input });
    expect(posted(extension)[0]?.[field]).toContain('<b>x</b>');
  });

  test.each([
    ['create_ticket', { summary: 's', details_html: '<b>x</b>' }],
    ['update_ticket', { summary: 's', details_html: '<b>x</b>' }],
    ['add_action', { note: 'x', note_html: '<b>x</b>' }],
  ])('by %s in no other way: the field is not known, and the caller is told', async (action, input) => {
    const { body } = await extension.request(action, { id: ticketId, ticket_id: ticketId, ...input });
    expect(sentNames().filter((name) => name.endsWith('_html'))).toEqual([]);
    expect(JSON.stringify(body.data._meta.warnings)).toContain('_html');
  });
});

describe('`extra` can not reach another record, nor show a note to the end user', () => {
  test.each(['id', 'ID', ' id ', 'Ticket_Id', 'hiddenFromUser', '__proto__', 'constructor'])('by %j', async (name) => {
    const extra = `{${JSON.stringify(name)}:${ticketId}}`;
    for (const [action, input] of [
      ['create_ticket', { summary: 's' }],
      ['update_ticket', { id: ticketId, summary: 's' }],
      ['add_action', { ticket_id: ticketId, note: 'n' }],
    ] as const)
      expect(await extension.request(action, { ...input, extra })).toMatchObject({ status: 400 });
    expect(posted(extension)).toEqual([]);
  });
});
