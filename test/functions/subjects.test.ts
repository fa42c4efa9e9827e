import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startTestExtension, type TestExtension } from '../support/extension.ts';
import { openTicket, posted } from '../support/halo-calls.ts';

const WRITTEN = 'Bad\u202Efdp.exe\r\nBcc: x\0\t';
const SHOWN = 'Bad\\u202efdp.exe Bcc: x';

let extension: TestExtension;
beforeEach(async () => {
  extension = await startTestExtension();
});
afterEach(() => extension.close());

describe.each<[string, (id: number) => object]>([
  ['create_ticket', () => ({})],
  ['update_ticket', (id) => ({ id })],
])('the subject in %s', (action, more) => {
  let id: number;
  beforeEach(async () => {
    id = await openTicket(extension);
  });

  test.each([{ summary: WRITTEN }, { summary: 's', extra: { summary: WRITTEN } }])(
    'is one line that reads in its order (%j)',
    async (input) => {
      await extension.direct(action, { ...more(id), ...input });
      expect(posted(extension)[0]).toMatchObject({ summary: SHOWN });
    },
  );

  test('is the same when the message comes again, which finds what was written', async () => {
    extension.halo.faults.add({ kind: 'reset-after-commit', match: { method: 'POST', path: '/api/Tickets' } });
    const deliver = () => extension.request(action, { ...more(id), summary: WRITTEN }, { key: 'k' });
    await deliver();
    expect((await deliver()).status).toBe(200);
    expect(extension.halo.calls.count('POST', '/api/Tickets')).toBe(1);
  });
});
