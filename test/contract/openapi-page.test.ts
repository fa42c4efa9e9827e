import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as registry from '../../functions/registry.ts';
import { ROOT } from '../support/markdown.ts';

const run = promisify(execFile);
const redocly = (...args: string[]) =>
  run(process.execPath, [join(ROOT, 'node_modules/@redocly/cli/bin/cli.js'), ...args], {
    cwd: ROOT,
    env: { ...process.env, REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  });

const document = await readFile(join(ROOT, 'docs/reference/openapi.json'), 'utf8');

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'openapi-'));
});
afterAll(() => rm(directory, { recursive: true }));

describe('the linter', () => {
  test('takes the document', () => redocly('lint', 'docs/reference/openapi.json'));

  test.each([
    ['a reference that leads nowhere', '"#/components/schemas/problem"', '"#/components/schemas/trouble"'],
    ['an example of the wrong type', '"ticket_id": 2884', '"ticket_id": "north"'],
    ['a tag that is not declared', '"name": "reads"', '"name": "writes too"'],
  ])('refuses %s', async (_, right, wrong) => {
    expect(document).toContain(right);
    const file = join(directory, 'openapi.json');
    await writeFile(file, document.replaceAll(right, wrong));
    await expect(redocly('lint', file, '--config', join(ROOT, 'redocly.yaml'))).rejects.toThrow();
  });
});

describe('the page', () => {
  test('shows every action, and loads nothing from elsewhere', async () => {
    const file = join(directory, 'index.html');
    await redocly('build-docs', 'docs/reference/openapi.json', '--inlineBundle', '--output', file);
    const page = await readFile(file, 'utf8');
    for (const { name } of Object.values(registry)) expect(page).toContain(`/actions/${name}`);
    const [head = ''] = page.split('<body>');
    expect(head.match(/<(script|link|img)[^>]+(src|href)="?https?:/g)).toBeNull();
    expect(page).toContain('"disableTelemetry":true');
  });
});
