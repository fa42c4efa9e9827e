import { describe, expect, test } from '@jest/globals';
import * as registry from '../../../functions/registry.ts';
import { FAILURES } from '../../../lib/errors.ts';
import { actionsPage } from '../../../lib/reference/actions-page.ts';

const actions = Object.values(registry);
const page = actionsPage(actions);

function sectionOf(name: string): string {
  const [, rest = ''] = page.split(`\n## ${name}\n`);
  return rest.split('\n## ')[0] ?? '';
}

describe.each(actions)('the section on $name', (action) => {
  const section = sectionOf(action.name);

  test('holds its title, its description and what it does to HaloPSA', () => {
    expect(section).toContain(action.title);
    expect(section).toContain(action.description);
    expect(section.includes('it writes nothing to HaloPSA')).toBe(action.annotations.readOnly);
    expect(section.includes('Not idempotent')).toBe(!action.annotations.idempotent);
  });

  test('has a row for every input and every field of the result', () => {
    const [inputs = '', results = ''] = section.split('### Result');
    for (const name of Object.keys(action.input.entries)) expect(inputs).toContain(`| \`${name}\` |`);
    for (const name of Object.keys(action.output.entries)) expect(results).toContain(`| \`${name}\` |`);
  });

  test('leads to what a dry run returns, and only where there is one', () => {
    expect(section.includes('[another](#dry-run)')).toBe('dry_run' in action.input.entries);
  });

  test('shows every example as JSON', () => {
    const blocks = [...section.matchAll(/```json\n(.*?)\n```/gs)].map(([, json]) => JSON.parse(json ?? ''));
    expect(blocks).toEqual(action.examples.map((example) => example.input));
  });
});

test('the section on the dry run says what it returns, and that an asset that is not there yet has the id 0', () => {
  const section = sectionOf('Dry run');
  expect(section).toContain('| `dry_run` | boolean | yes |');
  expect(section).toContain('| `would_send[].body` |');
  expect(section).toMatch(/`would_send` .* its id is 0/);
});

describe('the table of failures', () => {
  test.each(Object.entries(FAILURES))('has %s with its status at either door', (code, { title, status, retriable }) => {
    const row = `| \`${code}\` | ${title} | ${status} | ${retriable ? 500 : 400} | ${retriable ? 'yes' : 'no'} |`;
    expect(sectionOf('Failures')).toContain(row);
  });
});
