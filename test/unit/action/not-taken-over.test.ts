import { describe, expect, test } from '@jest/globals';
import { notTakenOver } from '../../../lib/action/not-taken-over.ts';

describe('a difference between what was sent and what the ticket has', () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>, string[]]>([
    ['a priority of another SLA', { priority_id: 5 }, { priority_id: 3 }, ['`priority_id` 5: the ticket has 3']],
    ['an id that was sent as a text', { agent_id: '7' }, { agent_id: 1 }, ['`agent_id` 7: the ticket has 1']],
    ['assets that do not exist', { assets: [{ id: 9 }, { id: 501 }, { id: 8 }] }, { assets: [{ id: 501 }] }, ['9, 8']],
    ['several', { status_id: 2, priority_id: 5 }, { status_id: 1, priority_id: 3 }, ['`status_id`', '`priority_id`']],
  ])('is told: %s', (_, sent, shown, parts) => {
    expect(notTakenOver(sent, { id: 1, ...shown })).toEqual(parts.map((part) => expect.stringContaining(part)));
  });

  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    [
      'what is the same',
      { client_id: '12', assets: [{ id: 501 }] },
      { client_id: 12, assets: [{ id: 501 }, { id: 7 }] },
    ],
    ['what the reply leaves out', { priority_id: 5, assets: [{ id: 9 }] }, {}],
    ['texts', { summary: 'a' }, { summary: 'A' }],
    ['what is no id', { client_id: 'x' }, { client_id: 12 }],
  ])('is none: %s', (_, sent, shown) => {
    expect(notTakenOver(sent, { id: 1, ...shown })).toEqual([]);
  });
});

describe('a custom field that the ticket does not have', () => {
  const shown = [
    { id: 138, name: 'CFlcDetection', value: 'det-9' },
    { id: 139, name: 'CFother', value: null },
  ];
  const warnings = (customfields: unknown) => notTakenOver({ customfields }, { id: 1, customfields: shown });

  test('is named, once for all', () => {
    const sent = [
      { name: 'cflcdetection', value: 'x' },
      { name: 'CFnope', value: 1 },
      { id: 7, value: 'x' },
    ];
    expect(warnings(sent)).toEqual([
      'HaloPSA did not take over custom fields that the ticket does not have: `CFnope`, `7`.',
    ]);
  });

  test.each<[string, unknown, unknown]>([
    [
      'where it has them all',
      [
        { id: '138', value: 'x' },
        { name: 'CFother', value: 'y' },
      ],
      shown,
    ],
    ['where the reply shows no names', [{ name: 'CFnope', value: 1 }], [{ id: 138, value: 'x' }]],
    ['where the reply shows none', [{ name: 'CFnope', value: 1 }], []],
    ['where the reply leaves them out', [{ name: 'CFnope', value: 1 }], undefined],
    [
      'whose accent is written beside its letter',
      [{ name: 'Pr\u00fcfer', value: 1 }],
      [{ id: 7, name: 'Pru\u0308fer' }],
    ],
    ['where it was to be emptied', [{ name: 'CFnope', value: null }], shown],
  ])('is not spoken of %s', (_, sent, customfieldsShown) => {
    expect(notTakenOver({ customfields: sent }, { id: 1, customfields: customfieldsShown })).toEqual([]);
  });
});
