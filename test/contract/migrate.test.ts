import { expect, test } from '@jest/globals';
import * as registry from '../../functions/registry.ts';
import { readMarkdownFiles } from '../support/markdown.ts';

const [guide] = (await readMarkdownFiles()).filter(({ path }) => path === 'docs/guides/migrate.md');
const [, section = ''] = (guide?.text ?? '').split('\n## The same, and new\n');

const namesIn = (cell = '') => [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
const rows =
  section
    .split('\n## ')[0]
    ?.split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => {
      const [, action, same, added] = line.split('|');
      return { action: namesIn(action)[0] ?? '', same: namesIn(same), added: namesIn(added) };
    }) ?? [];

const actions = Object.entries(registry).map(([name, action]) => ({ name, inputs: Object.keys(action.input.entries) }));

/** The marketplace's extension does not have them. */
const NEW_ACTIONS = ['report_detection', 'test_connection'];

test('every action is there, but for those that the marketplace does not have', () => {
  expect(rows.map(({ action }) => action).toSorted()).toEqual(
    actions
      .map(({ name }) => name)
      .filter((name) => !NEW_ACTIONS.includes(name))
      .toSorted(),
  );
});

test.each(rows)('$action takes the old inputs and the new ones, and no other', ({ action, same, added }) => {
  const { inputs = [] } = actions.find(({ name }) => name === action) ?? {};
  expect([...same, ...added].toSorted()).toEqual(inputs.toSorted());
  expect(same.length).toBeGreaterThan(4);
});
