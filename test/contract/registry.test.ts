import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as v from 'valibot';
import * as registry from '../../functions/registry.ts';
import { orgConfigSchema } from '../../lib/action/config/org-config.ts';
import type { AnyAction } from '../../lib/action/define-action.ts';
import { fieldMetadata } from '../../lib/action/inputs/field-parts.ts';

const FUNCTIONS = resolve(import.meta.dirname, '../../functions');
const actions = Object.entries(registry as unknown as Record<string, AnyAction>);

test('the folders are the actions of the registry, and the webhook', () => {
  const folders = readdirSync(FUNCTIONS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).toSorted()).toEqual(
    [...actions.map(([name]) => name), 'limacharlie_webhook'].toSorted(),
  );
});

test('the eight actions are there', () => {
  expect(actions.map(([name]) => name).toSorted()).toEqual([
    'add_action',
    'create_ticket',
    'link_asset_to_ticket',
    'lookup_client_site',
    'report_detection',
    'search_tickets',
    'test_connection',
    'update_ticket',
  ]);
});

test.each(['limacharlie_webhook', ...actions.map(([name]) => name)])('%s has a handler', async (name) => {
  expect(existsSync(resolve(FUNCTIONS, name, 'handler.ts'))).toBe(true);
  const { handler } = await import(`../../functions/${name}/handler.ts`);
  expect(handler).toEqual(expect.any(Function));
});

describe.each(actions)('%s', (exported, action) => {
  test('has one name everywhere', async () => {
    expect(action.name).toBe(exported);
    const { default: own } = await import(`../../functions/${exported}/action.ts`);
    expect(own).toBe(action);
  });

  test('says what it is, on one line and at length', () => {
    expect(action.title).toMatch(/^\S.*\S$/);
    expect(action.summary).toMatch(/^[A-Z][^\n]{10,120}\.$/);
    expect(action.description.length).toBeGreaterThan(action.summary.length);
  });

  test('has a message for each state of a run', () => {
    for (const message of Object.values(action.messages)) expect(message).toMatch(/^\S.*[.…]$/);
  });

  test('says what it does to HaloPSA', () => {
    expect(action.annotations).toEqual({ readOnly: expect.any(Boolean), idempotent: expect.any(Boolean) });
    // What only reads can be done again.
    expect(action.annotations.readOnly && !action.annotations.idempotent).toBe(false);
  });

  test('has examples with titles of their own', () => {
    const titles = action.examples.map(({ title }) => title);
    expect(titles.length).toBeGreaterThan(0);
    expect(new Set(titles).size).toBe(titles.length);
  });
});

const fieldsOf = (action: AnyAction) =>
  Object.entries(action.input.entries as Record<string, v.GenericSchema>).map(([name, schema]) => ({
    name,
    schema: 'wrapped' in schema ? (schema.wrapped as v.GenericSchema) : schema,
  }));
const fields = actions.flatMap(([exported, action]) =>
  fieldsOf(action).map((field) => ({ action, exported, ...field })),
);

describe.each(fields)('$exported: $name', ({ action, schema }) => {
  test('is described to people', () => {
    expect(v.getTitle(schema)).toMatch(/^[A-Z]/);
    expect(v.getDescription(schema)).toMatch(/\.$/);
    expect(fieldMetadata(schema)).toMatchObject({
      'x-data-type': expect.any(String),
      'x-placeholder': expect.any(String),
    });
  });

  test('is a name only for an input that the action has', () => {
    const name = fieldMetadata(schema)['x-name-of'];
    expect([undefined, ...fieldsOf(action).map((field) => field.name)]).toContain(name);
  });

  test('takes its default only from a member of the configuration that exists', () => {
    const name = fieldMetadata(schema)['x-org-default'];
    expect([undefined, ...Object.keys(orgConfigSchema.entries)]).toContain(name);
  });
});

/** What says how an action works, rather than what stands in for an input. */
const SETTINGS = [
  'priority_map',
  'dedup_window_minutes',
  'closed_ticket_policy',
  'reopen_status_id',
  'max_new_tickets_per_hour',
  'retry_minutes',
];

test('each member of the configuration stands in for some input, or is a setting', () => {
  const used = actions.flatMap(([, action]) =>
    Object.values(action.input.entries as Record<string, v.GenericSchema>).map(
      (schema) => fieldMetadata(schema)['x-org-default'],
    ),
  );
  const members = Object.keys(orgConfigSchema.entries).filter((name) => !SETTINGS.includes(name));
  expect(used).toEqual(expect.arrayContaining(members));
});
