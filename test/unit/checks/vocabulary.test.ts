import { describe, expect, test } from '@jest/globals';
import { judgeAssetTypes, judgeOutcomes, toWords } from '../../../lib/checks/vocabulary.ts';

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

test.each<[string, unknown, unknown]>([
  ['a status', [{ id: 1, name: 'New' }], [{ id: 1, name: 'New' }]],
  ['an outcome of some versions', [{ id: 7, outcome: 'Note' }], [{ id: 7, name: 'Note' }]],
  [
    'a priority, whose `id` is a GUID',
    [{ id: '5b1f7c9e-3a60', priorityid: 3, slaid: 1, name: 'Medium' }],
    [{ id: 3, name: 'Medium', detail: 'SLA 1' }],
  ],
  ['a list within an object', { agents: [{ id: 7, name: 'Sam' }] }, [{ id: 7, name: 'Sam' }]],
  ['no list', { error: 'x' }, undefined],
])('%s is read from what HaloPSA lists', (_, body, words) => {
  expect(toWords(body)).toEqual(words);
});
