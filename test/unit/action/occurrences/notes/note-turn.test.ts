import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ActionContext } from '../../../../../lib/action/define-action.ts';
import {
  breakTurn,
  endTurn,
  type TakenTurn,
  takeNoteTurn,
} from '../../../../../lib/action/occurrences/notes/note-turn.ts';
import { createMemoryStore } from '../../../../../lib/ledger/memory-store.ts';
import { createTestClock } from '../../../../support/test-clock.ts';

const clock = createTestClock();
let store = createMemoryStore();
beforeEach(() => {
  store = createMemoryStore();
});

const by = (messageId: string) =>
  ({ store, clock, messageId, deadlineAtMs: clock.nowMs() + 25_000 }) as unknown as ActionContext;
const take = async (messageId: string) => (await takeNoteTurn(by(messageId), 'count#k')) as TakenTurn;
const NOTED = { noteId: 2, addedAtMs: 1, writtenAtMs: 1 };

describe('the turn to write a note', () => {
  test("is one message's at a time", async () => {
    await take('one');
    expect(await take('two')).toBeUndefined();
  });

  test('passes on with what was written', async () => {
    await endTurn(by('one'), (await take('one')).turn, NOTED);
    expect(await take('two')).toMatchObject({ turn: NOTED, isDoubtful: false });
  });

  test('that broke off is doubtful once what was sent has settled', async () => {
    await breakTurn(by('one'), (await take('one')).turn);
    clock.advance(2_000);
    expect(await take('two')).toMatchObject({ isDoubtful: true });
  });

  test('that broke off is not waited for by others: its message comes again', async () => {
    await breakTurn(by('one'), (await take('one')).turn);
    expect(await take('two')).toBeUndefined();
  });

  test('that broke off fails its own message until then: nobody else would write', async () => {
    await breakTurn(by('one'), (await take('one')).turn);
    const hint = expect.stringContaining('same idempotency key');
    await expect(take('one')).rejects.toMatchObject({ retriable: true, hint });
    clock.advance(2_000);
    expect(await take('one')).toMatchObject({ isDoubtful: true });
  });

  test('is had by who took it, though the table had to be told twice', async () => {
    await endTurn(by('one'), (await take('one')).turn, NOTED);
    const { replace } = store;
    store.replace = async (item, owner) => (await replace(item, owner)) && replace(item, owner);
    expect(await take('two')).toMatchObject({ turn: NOTED, isDoubtful: false });
  });

  test("whose end the table did not take is its own message's alone, too", async () => {
    await take('one');
    await expect(take('one')).rejects.toMatchObject({ retriable: true });
  });
});
