import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ROOT } from '../support/markdown.ts';

interface Quirk {
  name: string;
  behaviour: string;
  source: string;
  code: string[];
  tests: { path: string; name: string }[];
}

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

const quirks: Quirk[] = read('lib/halopsa/QUIRKS.md')
  .split('\n')
  .filter((line) => line.startsWith('|') && !/^\| (quirk|---) /.test(line))
  .map((line) => {
    const [name = '', behaviour = '', source = '', code = '', tests = ''] = line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim());
    return {
      name,
      behaviour,
      source,
      code: [...code.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path),
      tests: tests.split('<br>').map((cell) => {
        const [, path = '', testName = ''] = /^`([^`]+)` › (.+)$/.exec(cell) ?? [];
        return { path, name: testName };
      }),
    };
  });

/** The titles of a file's tests, as they stand in its source: `test('…'` and `test.each(…)('…'`. */
function titlesOf(source: string): string[] {
  const titles = source.matchAll(
    /(?:\btest\(|\)\()\s*(?:'((?:\\.|[^'\\\n])+)'|"((?:\\.|[^"\\\n])+)"|`((?:\\.|[^`\\])+)`)/g,
  );
  return [...titles].map(([, a, b, c]) => (a ?? b ?? c ?? '').replaceAll(/\\(.)/g, '$1'));
}

/** Whether Jest prints this name for that title. What stands for `%s` has to be a row's own text in the file. */
function isNameOf(name: string, title: string, source: string): boolean {
  const pattern = title
    .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('%s', '(.+)')
    .replaceAll(/%[a-z#]/g, '.+');
  const match = new RegExp(`^${pattern}$`).exec(name);
  return match?.slice(1).every((text) => source.includes(text)) ?? false;
}

test('there are quirks, each with a name of its own', () => {
  expect(quirks.length).toBeGreaterThan(30);
  expect(new Set(quirks.map(({ name }) => name)).size).toBe(quirks.length);
});

describe.each(quirks)('$name', ({ behaviour, source, code, tests }) => {
  test('says what happens and where that is public', () => {
    expect(behaviour).toMatch(/\.$/);
    expect(source).toMatch(/^[\w-]+\/[\w.-]+|^Swagger/);
  });

  test('is dealt with in code that exists', () => {
    expect(code.length).toBeGreaterThan(0);
    expect(code.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test.each(tests)('is pinned by $path › $name', ({ path, name }) => {
    const file = read(path);
    expect(titlesOf(file).filter((title) => isNameOf(name, title, file))).not.toEqual([]);
  });
});

test('every quirk that the code refers to by name is in the table', () => {
  const names = globSync('{lib,functions}/**/*.ts', { cwd: ROOT }).flatMap((path) =>
    [...read(path).matchAll(/QUIRKS\.md, "([^"]+)"/g)].map(([, name]) => name),
  );
  expect(names.length).toBeGreaterThan(5);
  expect(names.filter((name) => !quirks.some((quirk) => quirk.name === name))).toEqual([]);
});

describe('a name is found', () => {
  test.each([
    ['by its title', 'one thing', 'one thing', true],
    ['by a title with a row’s text', 'an exception is found', '%s is found', true],
    ['by a title with a row’s value', 'of 130 rows', 'of %i rows', true],
    ['but not where no row has that text', 'a lie is found', '%s is found', false],
    ['but not by a part of a title', 'one', 'one thing', false],
  ])('%s', (_, name, title, found) => {
    expect(isNameOf(name, title, "['an exception', 1]")).toBe(found);
  });
});
