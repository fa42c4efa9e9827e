import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { ROOT, readMarkdownFiles } from '../support/markdown.ts';

const read = (path: string) => readFile(join(ROOT, path), 'utf8');
const { scripts } = JSON.parse(await read('package.json'));
const namesIn = async (directory: string) =>
  (await readdir(join(ROOT, directory))).map((name) => `${directory}/${name}`);

const workflows = await Promise.all(
  (await namesIn('.github/workflows')).map(async (path) => {
    const text = await read(path);
    return { path, text, workflow: parse(text) };
  }),
);
const workflowNamed = (name: string) => workflows.find(({ path }) => path.endsWith(`/${name}.yml`))?.workflow;

describe.each(workflows)('$path', ({ text, workflow }) => {
  test('takes actions by commit, with the version beside it', () => {
    const used = [...text.matchAll(/uses: (.*)$/gm)].map(([, one = '']) => one).filter((one) => !one.startsWith('./'));
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((one) => !/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(one))).toEqual([]);
  });

  test('may only read, unless a job says otherwise', () => expect(workflow.permissions).toEqual({ contents: 'read' }));

  test('has no long-lived secret', () => expect(text).not.toContain('secrets.'));

  test('ends by itself', () => {
    const jobs: Record<string, { uses?: string; 'timeout-minutes'?: number }> = workflow.jobs;
    for (const job of Object.values(jobs)) if (!job.uses) expect(job['timeout-minutes']).toBeLessThanOrEqual(30);
  });

  test('leaves no credentials in the checkout', () => {
    expect(text.match(/persist-credentials: false/g)?.length).toBe(text.match(/actions\/checkout@/g)?.length);
  });
});

test('every pull request is checked with what this repository calls a check', () => {
  const check = workflowNamed('check');
  expect(Object.keys(check.on)).toContain('pull_request');
  const runs = check.jobs.check.steps.map(({ run }: { run?: string }) => run);
  expect(runs).toContain('.ci/run');
});

const stepsOf = (job: { steps: { run?: string }[] }) => job.steps.map(({ run = '' }) => run).join('\n');

describe('the deployment', () => {
  const deploy = workflowNamed('deploy');
  const { jobs } = deploy;

  test("happens for the operator's tags alone, since that of a version has the stock config", () => {
    expect(deploy.on).toEqual({ push: { tags: ['prod-*'] } });
    expect(stepsOf(jobs.deploy)).toContain('npm run deploy -- -c stage=prod ');
  });

  test('waits for the check, and for the diff that whoever approves it is shown', () => {
    expect(jobs.check.uses).toBe('./.github/workflows/check.yml');
    expect(jobs.deploy.needs).toEqual(['check', 'diff']);
    expect(jobs.diff.needs).toBeUndefined();
    expect(stepsOf(jobs.diff)).toMatch(/npm run diff -- -c stage=prod .*diff\.txt.*GITHUB_STEP_SUMMARY/s);
  });

  test("only it and the diff may take GitHub's identity to AWS, each to a role of its own in an environment of its own", () => {
    const all: [string, { permissions?: Record<string, string> }][] = Object.entries(jobs);
    const trusted = all.filter(([, { permissions }]) => permissions?.['id-token'] === 'write').map(([name]) => name);
    expect(trusted).toEqual(['diff', 'deploy']);
    expect([jobs.diff.environment, jobs.deploy.environment]).toEqual(['production-diff', 'production']);
    const roles = [jobs.diff, jobs.deploy].map(({ steps }) => /vars\.(\w+_ROLE_ARN)/.exec(JSON.stringify(steps))?.[1]);
    expect(roles).toEqual(['AWS_DIFF_ROLE_ARN', 'AWS_DEPLOY_ROLE_ARN']);
  });
});

describe('a release', () => {
  const release = workflowNamed('release');

  test('is a tag that is the version, once it is checked', () => {
    expect(release.on).toEqual({ push: { tags: ['v*.*.*'] } });
    expect(release.jobs.check.uses).toBe('./.github/workflows/check.yml');
    expect(release.jobs.publish.needs).toBe('check');
    expect(stepsOf(release.jobs.publish)).toMatch(/test "\$GITHUB_REF_NAME" = "v.*version/);
  });

  test('deploys nothing', () => {
    expect(JSON.stringify(release.jobs)).not.toMatch(/id-token|npm run deploy/);
  });
});

test('dependencies are updated in groups', async () => {
  const { updates } = parse(await read('.github/dependabot.yml'));
  expect(updates.map((one: { 'package-ecosystem': string }) => one['package-ecosystem'])).toEqual([
    'npm',
    'github-actions',
  ]);
  for (const { groups } of updates) expect(Object.keys(groups).length).toBeGreaterThan(0);
});

test('an issue form has a name, a description, and fields with names of their own', async () => {
  const forms = (await namesIn('.github/ISSUE_TEMPLATE')).filter((path) => !path.endsWith('config.yml'));
  expect(forms.length).toBeGreaterThan(1);
  for (const path of forms) {
    const { name, description, body } = parse(await read(path));
    expect([name, description]).toEqual([expect.any(String), expect.any(String)]);
    const ids = body.flatMap(({ id }: { id?: string }) => id ?? []);
    expect(new Set(ids).size).toBe(body.filter(({ type }: { type: string }) => type !== 'markdown').length);
  }
});

test('every script that a document or a workflow runs is there', async () => {
  const documents = [...(await readMarkdownFiles()), ...workflows, { text: await read('.ci/run') }];
  const named = documents.flatMap(({ text }) => [...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)]);
  expect(named.length).toBeGreaterThan(20);
  expect(named.map(([, name = '']) => name).filter((name) => !(name in scripts))).toEqual([]);
});

test('the SBOM has each dependency of the functions, and marks those that only build and test', async () => {
  const { stdout } = await promisify(execFile)('npm', ['run', '--silent', 'sbom'], { cwd: ROOT, maxBuffer: 32e6 });
  const components: { name: string; scope: string; properties: { name: string }[] }[] = JSON.parse(stdout).components;
  const scopeOf = (name: string) => {
    const found = components.find((one) => one.name === name);
    const isMarked = found?.properties.some((one) => one.name === 'cdx:npm:package:development');
    return isMarked ? 'development' : found?.scope;
  };
  const { dependencies, devDependencies } = JSON.parse(await read('package.json'));
  expect(new Set(Object.keys(dependencies).map(scopeOf))).toEqual(new Set(['required']));
  // TypeScript is an optional companion of a package that the functions do carry.
  expect(new Set(Object.keys(devDependencies).map(scopeOf))).toEqual(new Set(['development', 'optional']));
});
