import { describe, expect, test } from '@jest/globals';
import { judgeAssetTypes, judgeOutcomes } from '../../../lib/checks/vocabulary.ts';

const OUTCOMES = [
  { id: 4, name: 'Private Note' },
  { id: 7, name: 'Note' },
];

describe('the outcome of notes', () => {
  test.each(['Note', 'note', ' Private Note '])('%j exists', (noteOutcome) => {
    expect(judgeOutcomes(OUTCOMES, { noteOutcome }).status).toBe('ok');
  });

  test('that does not exist is a warning with those that do', () => {
    expect(judgeOutcomes(OUTCOMES, { noteOutcome: 'Internal' })).toEqual({
      status: 'warn',
      finding: 'There is no outcome `Internal` for notes that name none. There are: 4 Private Note, 7 Note.',
      remedy: expect.stringContaining('`note_outcome`'),
    });
  });

  test('is one of many, of which a dozen is shown', () => {
    const many = Array.from({ length: 30 }, (_, id) => ({ id, name: `O${id}` }));
    expect(judgeOutcomes(many, { noteOutcome: 'Note' }).finding).toMatch(/0 O0, .*11 O11, 18 more\.$/);
  });
});

test('asset types are shown, and none is a warning', () => {
  expect(judgeAssetTypes([{ id: 7, name: 'Workstation' }])).toEqual({ status: 'ok', finding: '7 Workstation.' });
  expect(judgeAssetTypes([])).toMatchObject({ status: 'warn', remedy: expect.stringContaining('role') });
});
