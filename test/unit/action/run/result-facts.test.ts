import { describe, expect, test } from '@jest/globals';
import {
  add_action,
  create_ticket,
  link_asset_to_ticket,
  report_detection,
  search_tickets,
  update_ticket,
} from '../../../../functions/registry.ts';
import { resultFacts } from '../../../../lib/action/run/result-facts.ts';

describe('how a result came about', () => {
  test.each([
    ['performed', { id: 1 }],
    ['replayed', { id: 1, _meta: { replayed: true } }],
    ['reconciled', { id: 1, _meta: { reconciled: true } }],
    ['replayed', { id: 1, _meta: { reconciled: true, replayed: true } }],
    ['dry_run', { dry_run: true, would_send: [] }],
  ])('%s: %j', (how, result) => {
    expect(resultFacts(create_ticket, result).how).toBe(how);
  });
});

describe('the ticket', () => {
  test.each([
    { action: create_ticket, result: { id: 2884 } },
    { action: update_ticket, result: { id: 2884 } },
    { action: add_action, result: { id: 3, ticket_id: 2884 } },
    { action: link_asset_to_ticket, result: { ticket: { id: 2884 }, asset: { id: 501 } } },
    { action: report_detection, result: { ticket: { id: 2884 }, created: true, deduplicated: false, occurrences: 1 } },
  ] as const)('of $action.name is found in $result', ({ action, result }) => {
    expect(resultFacts(action, result).ticket_id).toBe(2884);
  });

  test('is none where the result is a list', () => {
    expect(resultFacts(search_tickets, { tickets: [{ id: 1 }] })).toMatchObject({
      ticket_id: undefined,
      record_id: undefined,
    });
  });
});

describe('what a dedup key came to', () => {
  test.each([
    { action: create_ticket, result: { id: 1, _meta: { deduplicated: true, occurrences: 4 } } },
    { action: report_detection, result: { ticket: { id: 1 }, deduplicated: true, occurrences: 4 } },
  ] as const)('of $action.name is found in $result', ({ action, result }) => {
    expect(resultFacts(action, result)).toMatchObject({ deduplicated: true, occurrences: 4 });
  });
});

test.each([
  [{ id: 1 }, undefined],
  [{ id: 1, _meta: { warnings: ['a', 'b'] } }, 2],
  [{ id: 1, warnings: ['a'], _meta: { warnings: ['b'] } }, 2],
  [{ id: 1, warnings: [], _meta: { warnings: 'odd' } }, undefined],
])('of the warnings in %j only their number is known: %j', (result, count) => {
  expect(resultFacts(create_ticket, result).warnings).toBe(count);
});
