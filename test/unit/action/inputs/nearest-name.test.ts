import { describe, expect, test } from '@jest/globals';
import * as registry from '../../../../functions/registry.ts';
import type { AnyAction } from '../../../../lib/action/define-action.ts';
import { nearestName } from '../../../../lib/action/inputs/nearest-name.ts';

const actions = registry as unknown as Record<string, AnyAction>;

const inputsOf = (action: string) => Object.keys(actions[action]?.input.entries ?? {});

const CASES: [action: string, name: string, nearest: string | undefined][] = [
  ['create_ticket', 'sumary', 'summary'],
  ['create_ticket', 'SUMMARY', 'summary'],
  ['create_ticket', 'detials', 'details'],
  ['create_ticket', 'clientid', 'client_id'],
  ['create_ticket', 'Client-ID', 'client_id'],
  ['create_ticket', 'clients', 'client'],
  ['create_ticket', 'agents_id', 'agent_id'],
  ['create_ticket', 'priorty_id', 'priority_id'],
  ['create_ticket', 'client_name', 'client'],
  ['create_ticket', 'parent', 'parent_id'],
  ['create_ticket', 'user', 'user_id'],
  ['create_ticket', 'assets', 'asset_ids'],
  ['create_ticket', 'type', 'tickettype'],
  ['create_ticket', 'type_id', 'tickettype_id'],
  ['create_ticket', 'customer_id', 'client_id'],
  ['create_ticket', 'title', 'summary'],
  ['create_ticket', 'subject', 'summary'],
  ['create_ticket', 'description', 'details'],
  ['create_ticket', 'body', 'details'],
  ['create_ticket', 'id', undefined],
  ['create_ticket', 'ticket', undefined],
  ['create_ticket', 'category', 'category_1'],
  ['update_ticket', 'client', undefined],
  ['update_ticket', 'client_id', undefined],
  ['update_ticket', 'ticket_id', 'id'],
  ['search_tickets', 'status', 'status_ids'],
  ['search_tickets', 'status_id', 'status_ids'],
  ['search_tickets', 'page', 'page_no'],
  ['search_tickets', 'id', 'ticket_id'],
  ['search_tickets', 'query', 'search'],
  ['search_tickets', 'q', 'search'],
  ['search_tickets', 'sort', 'order'],
  ['search_tickets', 'limit', 'page_size'],
  ['search_tickets', 'count', 'page_size'],
  ['lookup_client_site', 'name', 'search'],
  ['link_asset_to_ticket', 'name', 'hostname'],
  ['add_action', 'id', 'ticket_id'],
  ['add_action', 'ticketid', 'ticket_id'],
  ['add_action', 'notes', 'note'],
  ['add_action', 'comment', 'note'],
  ['add_action', 'body', 'note'],
  ['add_action', 'text', 'note'],
  ['add_action', 'private', 'hiddenfromuser'],
  ['add_action', 'hours', 'timetaken'],
  ['add_action', 'time', 'timetaken'],
  ['add_action', 'minutes', undefined],
  ['add_action', 'no', undefined],
  ['report_detection', 'host', 'hostname'],
  ['report_detection', 'client_name', 'client'],
  ['report_detection', 'clientId', 'client_id'],
  ['report_detection', 'severity', 'priority'],
  ['report_detection', 'id', 'detect_id'],
  ['report_detection', 'priority_id', undefined],
  ['report_detection', 'priorityId', undefined],
  ['report_detection', 'Priority-ID', undefined],
  ['report_detection', 'Detect_ID', 'detect_id'],
  ['add_action', 'outcome_id', undefined],
  ['create_ticket', 'asset_id', 'asset_ids'],
  ['create_ticket', 'team_id', undefined],
];

test.each(CASES)('to %s, `%s` is most likely %j', (action, name, nearest) => {
  expect(nearestName(name, inputsOf(action))).toBe(nearest);
});

describe('no name is near', () => {
  test.each([['xyz'], [''], ['_'], ['constructor'], ['__proto__'], ['s'.repeat(1_000_000)]])('to %j', (name) => {
    expect(nearestName(name, inputsOf('create_ticket'))).toBeUndefined();
  });

  test('where there is none', () => {
    expect(nearestName('summary', [])).toBeUndefined();
  });
});
