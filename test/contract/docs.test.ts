import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as registry from '../../functions/registry.ts';
import { START_HELP } from '../../infra/local/cli/start-options.ts';
import { ticketOutput } from '../../lib/action/outputs.ts';
import { FAILURES } from '../../lib/errors.ts';
import { actionTable } from '../../lib/reference/action-table.ts';
import { buildDocuments } from '../../lib/reference/documents.ts';
import { anchors, ROOT, readMarkdownFiles, relativeLinks } from '../support/markdown.ts';

const actions = Object.values(registry);
const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
const files = await readMarkdownFiles();
const textOf = (path: string) => files.find((file) => file.path === path)?.text ?? '';
const readme = textOf('README.md');

describe('the generated reference', () => {
  test.each(Object.entries(buildDocuments(actions, version)))('%s is current', async (name, text) => {
    expect(await readFile(join(ROOT, 'docs/reference', name), 'utf8')).toBe(text);
  });

  test('has no file that nothing generates', async () => {
    const generated = Object.keys(buildDocuments(actions, version));
    expect(await readdir(join(ROOT, 'docs/reference'))).toEqual(generated);
  });
});

describe('the README', () => {
  test.each(['npm ci && npm start', 'npm ci && npm test'])(
    'gives the command `%s`, on a line of its own',
    (command) => {
      expect(readme.split('\n')).toContain(command);
    },
  );

  test('has the table of the registered actions', () => {
    const [, section = ''] = readme.split('\n## Actions\n');
    const table = section
      .split('\n## ')[0]
      ?.split('\n')
      .filter((line) => line.startsWith('|'));
    expect(table).toEqual(actionTable(actions, 'docs/reference/actions.md').split('\n'));
  });

  test('lists the options of npm start, all of them and no other', () => {
    const listed = [...readme.matchAll(/^\| `(--[\w-]+)/gm)].map(([, option]) => option);
    const known = [...START_HELP.matchAll(/^ {2}(--[\w-]+)/gm)].map(([, option]) => option);
    expect(new Set(listed)).toEqual(new Set(known));
    expect(known.length).toBeGreaterThan(0);
  });
});

describe('the guide for agents', () => {
  const sectionOf = (heading: string) =>
    textOf('docs/guides/ai-agents.md').split(`\n## ${heading}`)[1]?.split('\n## ')[0] ?? '';
  const namesIn = (section: string) =>
    [...section.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    );

  test('says of every failure what comes next', () => {
    expect(namesIn(sectionOf('An error'))).toEqual(expect.arrayContaining(Object.keys(FAILURES)));
  });

  test('has every member of `_meta` and no other', () => {
    const { entries } = ticketOutput.entries._meta.pipe[0].wrapped;
    expect(namesIn(sectionOf('How a result came about'))).toEqual(Object.keys(entries));
  });
});

describe.each(files)('the links in $path', (file) => {
  const links = relativeLinks(file);

  test('lead to files that exist', () => {
    expect(links.filter((link) => !existsSync(join(ROOT, link.path)))).toEqual([]);
  });

  test('lead to headings that exist', () => {
    const toHeadings = links.filter((link) => link.anchor !== undefined);
    expect(toHeadings.filter(({ path, anchor = '' }) => !anchors(textOf(path)).includes(anchor))).toEqual([]);
  });
});

test('the index of the decisions lists every decision', async () => {
  const index = files.find((file) => file.path === 'docs/decisions/README.md') ?? { path: '', text: '' };
  const listed = relativeLinks(index).map((link) => link.path);
  const decisions = files.map((file) => file.path).filter((path) => /^docs\/decisions\/\d/.test(path));
  expect(listed).toEqual(decisions.sort());
});
