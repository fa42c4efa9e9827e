import { describe, expect, test } from '@jest/globals';
import type * as v from 'valibot';
import * as registry from '../../functions/registry.ts';
import type { AnyAction } from '../../lib/action/define-action.ts';
import { fieldMetadata } from '../../lib/action/inputs/field-parts.ts';

const actions = registry as unknown as Record<string, AnyAction>;

type Type = 'string' | 'text' | 'integer' | 'integer[]' | 'bool' | 'enum' | 'json' | 'hours';
type Field = Type | [Type, 'required'] | [Type, unknown];

const page = { page_size: ['integer', 50], page_no: ['integer', 1] } as const;

/** The documented inputs: type, then `required` or the default. A rule that was written for them must go on working. */
const DOCUMENTED: Record<string, Record<string, Field>> = {
  create_ticket: {
    summary: ['string', 'required'],
    details: 'text',
    client_id: 'integer',
    client: 'string',
    site_id: 'integer',
    site: 'string',
    user_id: 'integer',
    agent_id: 'integer',
    agent: 'string',
    team: 'string',
    tickettype_id: 'integer',
    tickettype: 'string',
    source_id: 'integer',
    priority_id: 'integer',
    priority: 'string',
    status_id: 'integer',
    status: 'string',
    impact: 'integer',
    urgency: 'integer',
    category_1: 'string',
    parent_id: 'integer',
    asset_ids: 'integer[]',
    customfields: 'json',
    extra: 'json',
    dedup_key: 'string',
    dry_run: 'bool',
  },
  update_ticket: {
    id: ['integer', 'required'],
    summary: 'string',
    details: 'text',
    status_id: 'integer',
    status: 'string',
    agent_id: 'integer',
    agent: 'string',
    priority_id: 'integer',
    priority: 'string',
    asset_ids: 'integer[]',
    customfields: 'json',
    extra: 'json',
    dry_run: 'bool',
  },
  search_tickets: {
    search: 'string',
    ticket_id: 'integer',
    client_id: 'integer',
    client: 'string',
    agent_id: 'integer',
    agent: 'string',
    status_ids: 'string',
    tickettype_id: 'integer',
    tickettype: 'string',
    ...(page as unknown as Record<string, Field>),
    order: 'string',
    orderdesc: 'bool',
  },
  add_action: {
    ticket_id: ['integer', 'required'],
    note: ['text', 'required'],
    hiddenfromuser: ['bool', true],
    timetaken: 'hours',
    actionchargehours: 'hours',
    outcome: ['string', 'Note'],
    extra: 'json',
    dry_run: 'bool',
  },
  link_asset_to_ticket: {
    ticket_id: ['integer', 'required'],
    hostname: ['string', 'required'],
    client_id: 'integer',
    site_id: 'integer',
    asset_type_id: 'integer',
    create_if_missing: ['bool', true],
    dry_run: 'bool',
  },
  report_detection: {
    detection: 'json',
    cat: 'string',
    hostname: 'string',
    sid: 'string',
    detect_id: 'string',
    link: 'string',
    priority: 'string',
    severity: 'string',
    summary: 'string',
    details: 'text',
    dedup_key: 'string',
    client_id: 'integer',
    client: 'string',
    site_id: 'integer',
    site: 'string',
    user_id: 'integer',
    agent_id: 'integer',
    agent: 'string',
    team: 'string',
    tickettype_id: 'integer',
    tickettype: 'string',
    source_id: 'integer',
    asset_type_id: 'integer',
    link_asset: ['bool', true],
    extra: 'json',
    dry_run: 'bool',
  },
  lookup_client_site: {
    type: ['enum', 'required'],
    search: 'string',
    client_id: 'integer',
    ...(page as unknown as Record<string, Field>),
  },
};

const rows = Object.entries(DOCUMENTED).flatMap(([action, fields]) =>
  Object.entries(fields).map(([field, row]) => {
    const [type, more] = typeof row === 'string' ? [row, undefined] : row;
    const isRequired = more === 'required';
    return { action, field, type, isRequired, fallback: isRequired ? undefined : more };
  }),
);

const entryOf = (action: string, field: string) =>
  actions[action]?.input.entries[field] as v.GenericSchema & { default?: unknown };

test.each(Object.keys(actions))('%s takes the documented inputs and no others', (name) => {
  expect(Object.keys(actions[name]?.input.entries ?? {})).toEqual(Object.keys(DOCUMENTED[name] ?? {}));
});

describe.each(rows)('$action.$field', ({ action, field, type, isRequired, fallback }) => {
  const schema = entryOf(action, field);

  test(`is of the type ${type}`, () => {
    const { 'x-data-type': dataType, 'x-is-list': isList } = fieldMetadata(schema);
    // LimaCharlie has no type for numbers with a fraction; its form shows a string.
    const shown = type === 'hours' ? 'integer' : type;
    expect(`${dataType}${isList ? '[]' : ''}`).toBe(shown);
  });

  test(isRequired ? 'is required' : `may be left out, and is then ${JSON.stringify(fallback) ?? 'not sent'}`, () => {
    expect(schema.type === 'optional').toBe(!isRequired);
    expect(schema.default).toEqual(fallback);
  });
});
