import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { hand, seenNotes, startTimedExtension, type TimedExtension } from '../../support/occurrences.ts';

let extension: TimedExtension;
beforeEach(async () => {
  extension = await startTimedExtension();
});
afterEach(() => extension.close());

const occur = (config: object = {}) =>
  hand(extension, 'create_ticket', { summary: 's', client_id: 12, dedup_key: 'd' }, { config });
const notes = () => seenNotes(extension, 2884);
const outcomes = () => extension.halo.state.outcomes;
const rename = (id: number, name: string) => {
  for (const outcome of outcomes()) if (outcome.id === id) outcome.name = name;
};

describe('a count is noted by the outcome that every HaloPSA comes with', () => {
  test('where the tenant has no outcome of the default name', async () => {
    rename(7, 'Internal Note');
    await occur();
    const { _meta } = await occur();
    expect(notes()).toMatchObject([{ hiddenfromuser: true, outcome: 'Internal Note' }]);
    expect(_meta).toEqual({ deduplicated: true, occurrences: 2 });
  });

  test.each(['Approve', 'Gone'])('where that of the configuration is refused: %s', async (note_outcome) => {
    await occur({ note_outcome });
    const { _meta } = await occur({ note_outcome });
    expect(_meta).toMatchObject({ warnings: [expect.stringContaining('not `note_outcome` of the configuration')] });
    expect(notes()).toMatchObject([{ hiddenfromuser: true, outcome: 'Note' }]);
  });

  test('and so is one that is brought up to date', async () => {
    rename(7, 'Internal Note');
    for (let i = 0; i < 3; i++) await occur();
    expect(notes()).toHaveLength(1);
    expect(notes()[0]?.note).toMatch(/^Seen 3 times/);
  });
});

test('but not where HaloPSA lost its way, which may have written it', async () => {
  await occur();
  const fault = { kind: 'reset-after-commit', match: { method: 'POST', path: '/api/Actions' } } as const;
  extension.halo.faults.add(fault);
  await expect(occur()).rejects.toMatchObject({ code: 'outcome_unknown' });
  expect(notes()).toHaveLength(1);
});

test('each repeat says that it was not noted where HaloPSA refuses every note', async () => {
  outcomes().length = 0;
  await occur();
  for (const times of [2, 3, 4]) {
    expect((await occur())._meta).toMatchObject({
      occurrences: times,
      warnings: [expect.stringContaining('not noted on the ticket: HaloPSA answered 400')],
    });
  }
});
