import { describe, expect, test } from '@jest/globals';
import type { ActionContext } from '../../../../../lib/action/define-action.ts';
import { findNoted, writeNote } from '../../../../../lib/action/occurrences/notes/write-note.ts';
import { ExtensionError } from '../../../../../lib/errors.ts';
import type { HaloApi, HaloFields } from '../../../../../lib/halopsa/api.ts';
import { createTestClock } from '../../../../support/test-clock.ts';
import { fakeHalo } from '../../../halopsa/client-cap/fake-halo.ts';

const NOW_MS = Date.UTC(2026, 0, 5, 9);
const counter = { count: 3, firstAtMs: NOW_MS - 60_000, lastAtMs: NOW_MS, names: [] };
const NOTE = 'Seen 3 times, first 2026-01-05 08:59:00 UTC, last 2026-01-05 09:00:00 UTC.';
const never = { noteId: 0, addedAtMs: 0, writtenAtMs: 0 };
const justNow = { noteId: 4, addedAtMs: NOW_MS - 10_000, writtenAtMs: NOW_MS - 5_000 };

const context = (ticketActions: Partial<HaloApi['ticketActions']>) =>
  ({ halo: fakeHalo({ ticketActions }), clock: createTestClock(NOW_MS), config: {} }) as unknown as ActionContext;

/** A timeline whose next entry is 9 and whose edits answer with the given id. */
function timeline(editedId: number) {
  const sent: [string, HaloFields][] = [];
  const actions: Partial<HaloApi['ticketActions']> = {
    add: async (_, fields) => {
      sent.push(['add', fields]);
      return { id: 9 };
    },
    edit: async (_, id, fields) => {
      sent.push([`edit ${id}`, fields]);
      return { id: editedId };
    },
  };
  return { sent, context: context(actions) };
}

describe('an edit that HaloPSA calls not found', () => {
  const refused = (leavesDoubt: boolean) => {
    const sent: string[] = [];
    const actions: Partial<HaloApi['ticketActions']> = {
      add: async () => {
        sent.push('add');
        return { id: 9 };
      },
      edit: async () => {
        throw new ExtensionError('not_found', 'Record not found', { leavesDoubt });
      },
    };
    return { sent, context: context(actions) };
  };

  test('is of a note that somebody has deleted: another is added', async () => {
    const { sent, context } = refused(false);
    await writeNote(context, 1, justNow, counter);
    expect(sent).toEqual(['add']);
  });

  test('and may have written all the same, is no reason for another', async () => {
    const { sent, context } = refused(true);
    await expect(writeNote(context, 1, justNow, counter)).rejects.toMatchObject({ leavesDoubt: true });
    expect(sent).toEqual([]);
  });
});

describe('writing', () => {
  test('the first note adds a private one', async () => {
    const { sent, context } = timeline(4);
    expect(await writeNote(context, 1, never, counter)).toEqual({ noteId: 9, addedAtMs: NOW_MS, writtenAtMs: NOW_MS });
    expect(sent).toEqual([['add', { note: NOTE, hiddenfromuser: true, outcome: 'Note' }]]);
  });

  test('within the minute edits the last, which stays as old as it is', async () => {
    const { sent, context } = timeline(4);
    expect(await writeNote(context, 1, justNow, counter)).toEqual({ ...justNow, writtenAtMs: NOW_MS });
    expect(sent).toMatchObject([['edit 4', { note: NOTE, hiddenfromuser: true }]]);
  });

  test('in a HaloPSA that made another note of an edit does not edit again within the minute', async () => {
    const { sent, context } = timeline(5);
    const noted = await writeNote(context, 1, justNow, counter);
    expect(noted).toEqual({ noteId: 0, addedAtMs: NOW_MS, writtenAtMs: NOW_MS });
    expect(await writeNote(context, 1, noted, counter)).toBe(noted);
    expect(sent).toHaveLength(1);
  });

  test('an edit that HaloPSA does not find adds one, which is the one to edit then', async () => {
    const { sent, context } = timeline(9);
    const { edit } = context.halo.ticketActions;
    context.halo.ticketActions.edit = () => Promise.reject(new ExtensionError('not_found', 'x'));
    const noted = await writeNote(context, 1, justNow, counter);
    context.halo.ticketActions.edit = edit;
    expect(await writeNote(context, 1, noted, counter)).toEqual(noted);
    expect(sent.map(([what]) => what)).toEqual(['add', 'edit 9']);
  });

  test.each(['halo_unavailable', 'rate_limited', 'outcome_unknown', 'halo_rejected'] as const)(
    'an edit that fails with %s adds nothing',
    async (code) => {
      const edit = () => Promise.reject(new ExtensionError(code, 'x'));
      await expect(writeNote(context({ edit }), 1, justNow, counter)).rejects.toMatchObject({ code });
    },
  );
});

describe('what a ticket says of its notes', () => {
  const look = (entries: object[], noted = justNow) =>
    findNoted(context({ list: async () => entries as { id: number }[] }), 1, noted, counter);
  const seen = { note: NOTE.replace('3', '2') };

  test('is the newest of these occurrences, in any order', async () => {
    const entries = [
      { id: 7, ...seen },
      { id: 8, ...seen },
      { id: 2, ...seen },
      { id: 11, note: 'Isolated.' },
    ];
    expect(await look(entries)).toEqual({ ...justNow, noteId: 8, addedAtMs: NOW_MS });
  });

  test.each<[string, object[]]>([
    ['none', []],
    ['none but others', [{ id: 9, note: 'Isolated.' }]],
    ['the one that is known', [{ id: 4, ...seen }]],
  ])('changes nothing where it shows %s', async (_, entries) => {
    expect(await look(entries)).toBe(justNow);
  });
});
