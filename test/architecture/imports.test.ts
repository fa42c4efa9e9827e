import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';

/** Which part may import which; a part is a folder of lib, or one of its files. Every part may import itself. */
const BASE = ['errors', 'clock', 'in-code', 'json', 'put-newest', 'redact', 'remember', 'timed-cache', 'within'];
const ALLOWED: Record<string, readonly string[]> = {
  errors: ['redact'],
  clock: [],
  'in-code': [],
  json: [],
  'put-newest': [],
  redact: [],
  remember: ['put-newest'],
  'timed-cache': ['clock', 'put-newest'],
  within: [],
  http: [...BASE],
  aws: [...BASE, 'http'],
  observability: [...BASE],
  credentials: [...BASE, 'aws'],
  ledger: [...BASE, 'observability', 'aws'],
  halopsa: [...BASE, 'http', 'observability', 'credentials', 'ledger'],
  'token-sharing': [...BASE, 'aws', 'observability', 'ledger', 'halopsa'],
  checks: [...BASE, 'http', 'credentials', 'halopsa'],
  action: [...BASE, 'observability', 'ledger', 'halopsa', 'checks'],
  limacharlie: [...BASE, 'observability', 'credentials', 'action'],
  reference: [...BASE, 'package.json', 'action', 'limacharlie', 'runtime', 'functions'],
  runtime: [
    ...BASE,
    'http',
    'observability',
    'credentials',
    'ledger',
    'halopsa',
    'token-sharing',
    'checks',
    'action',
    'limacharlie',
  ],
  functions: [...BASE, 'ledger', 'action', 'halopsa', 'runtime'],
  infra: ['functions', 'infra'],
};

/** Tools that hold what an operator gives against the very rules that run: what each may import of lib. Nothing else of infra knows lib. */
const TOOLS: Record<string, readonly string[]> = {
  'infra/secret/': [...BASE, 'credentials', 'halopsa', 'action'],
  'infra/doctor/': [
    ...BASE,
    'observability',
    'credentials',
    'ledger',
    'halopsa',
    'checks',
    'action',
    'runtime',
    'functions',
  ],
};

/** How an operator is asked, and how secrets are read. */
const SHARED_BY_TOOLS = ['infra/secret/terminal.ts', 'infra/secret/secrets-manager.ts'];

/** From these, only types and what is pure: the action definitions have to load without a network client. */
const TYPES_ONLY: readonly [from: string, to: string, except: readonly string[]][] = [
  ['action', 'halopsa', ['reply-shapes']],
  ['action', 'checks', []],
  ['functions', 'halopsa', ['reply-shapes']],
  ['functions', 'ledger', ['digest', 'ttl']],
];

/** The one place that may import a package, so that it can be exchanged there; the second, if any, is what the functions never do. */
const ONLY_IMPORTER: Record<string, readonly [string, ...string[]]> = {
  undici: ['lib/http/'],
  '@smithy/core': ['lib/aws/'],
  '@smithy/signature-v4': ['lib/aws/'],
  '@middy/core': ['lib/runtime/'],
  '@aws-sdk/client-secrets-manager': ['lib/credentials/', 'infra/secret/'],
  '@aws-sdk/client-dynamodb': ['lib/ledger/'],
  '@aws-lambda-powertools/logger': ['lib/observability/'],
  '@aws-lambda-powertools/metrics': ['lib/observability/'],
};

interface Import {
  file: string;
  specifier: string;
  isTypeOnly: boolean;
}

const root = join(import.meta.dirname, '../..');
const filesBelow = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const statements = text.matchAll(
    /^(?:import|export)\s+(type\s+)?[^;]*?from\s+'([^']+)'|\bimport\('([^']+)'\)|^import\s+'([^']+)'/gm,
  );
  return [...statements].map(([whole, type, from, dynamic, bare]) => ({
    file,
    specifier: from ?? dynamic ?? bare ?? '',
    isTypeOnly:
      type !== undefined ||
      /typeof import\('/.test(whole) ||
      (from !== undefined && /\{\s*(type [^,}]+,?\s*)+\}/.test(whole)),
  }));
}

/** `lib/http/retry.ts` → http, `functions/…` → functions, `infra/…` → infra. */
function partOf(file: string): string {
  const [top, second = ''] = file.split('/');
  return top === 'lib' ? second.replace(/\.ts$/, '') : (top ?? '');
}

const imports = ['lib', 'functions', 'infra'].flatMap(filesBelow).flatMap(importsOf);
const local = imports
  .filter(({ specifier }) => specifier.startsWith('.'))
  .map((one) => ({ ...one, target: relative(root, join(root, dirname(one.file), one.specifier)) }));

describe('who may import whom', () => {
  test('there are imports to judge', () => {
    expect(local.length).toBeGreaterThan(200);
  });

  test.each(Object.keys(ALLOWED).filter((part) => part !== 'infra'))('%s imports only what lies below it', (part) => {
    const wrong = local
      .filter(({ file, target }) => partOf(file) === part && partOf(target) !== part)
      .filter(({ target }) => !ALLOWED[part]?.includes(partOf(target)));
    expect(wrong.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
  });

  test('every part of lib is in the table', () => {
    const parts = new Set(filesBelow('lib').map(partOf));
    expect([...parts].filter((part) => !(part in ALLOWED))).toEqual([]);
  });

  const toolOf = (file: string) => Object.keys(TOOLS).find((folder) => file.startsWith(folder));
  const outOfInfra = local.filter(({ file, target }) => file.startsWith('infra/') && !target.startsWith('infra/'));

  test('infra but for its tools imports the registry and nothing else of functions or lib', () => {
    const outside = outOfInfra.filter(({ file }) => toolOf(file) === undefined);
    expect(outside.map(({ target }) => target).filter((target) => target !== 'functions/registry.ts')).toEqual([]);
  });

  test.each(Object.entries(TOOLS))('%s imports only its parts of lib', (folder, parts) => {
    const outside = outOfInfra.filter(({ file }) => toolOf(file) === folder);
    expect(outside.length).toBeGreaterThan(0);
    const wrong = outside.filter(({ target }) => !parts.includes(partOf(target)));
    expect(wrong.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
  });

  test('nothing imports a tool but itself, apart from what the tools share', () => {
    const users = local
      .filter(({ file, target }) => toolOf(target) !== undefined && toolOf(file) !== toolOf(target))
      .filter(({ file, target }) => toolOf(file) === undefined || !SHARED_BY_TOOLS.includes(target));
    expect(users.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
  });

  test('nothing imports the tests or the benchmark', () => {
    expect(local.filter(({ target }) => /^(test|bench)\//.test(target))).toEqual([]);
  });

  test.each(TYPES_ONLY)('%s takes only types from %s', (from, to, except) => {
    const values = local.filter(
      ({ file, target, isTypeOnly }) => partOf(file) === from && partOf(target) === to && !isTypeOnly,
    );
    expect(
      values
        .filter(({ target }) => !except.some((name) => target.includes(name)))
        .map(({ file, target }) => `${file} -> ${target}`),
    ).toEqual([]);
  });

  test('what shares tokens is loaded by its loader alone, and only once it is needed', () => {
    const loader = 'lib/token-sharing/load-shared-tokens.ts';
    const users = local.filter(
      ({ file, target }) => partOf(file) !== 'token-sharing' && partOf(target) === 'token-sharing',
    );
    expect(new Set(users.map(({ target }) => target))).toEqual(new Set([loader]));
    expect(readFileSync(join(root, loader), 'utf8')).not.toMatch(/^import (?!type )/m);
  });

  test('HaloPSA never hears of LimaCharlie, nor LimaCharlie of HaloPSA', () => {
    const crossing = local.filter(
      ({ file, target }) =>
        (partOf(file) === 'halopsa' && partOf(target) === 'limacharlie') ||
        (partOf(file) === 'limacharlie' && partOf(target) === 'halopsa'),
    );
    expect(crossing).toEqual([]);
  });
});

describe('packages', () => {
  test.each(Object.entries(ONLY_IMPORTER))('%s is imported below %j alone', (name, folders) => {
    const users = imports.filter(
      ({ file, specifier }) =>
        !file.startsWith('infra/local/') && (specifier === name || specifier.startsWith(`${name}/`)),
    );
    expect(users.length).toBeGreaterThan(0);
    const strangers = users.filter(({ file }) => !folders.some((folder) => file.startsWith(folder)));
    expect(strangers.map(({ file }) => file)).toEqual([]);
  });

  test('of the AWS SDK a function has its types alone (docs/decisions/0019)', () => {
    const users = imports.filter(
      ({ file, specifier }) => /^(lib|functions)\//.test(file) && specifier.startsWith('@aws-sdk/'),
    );
    expect(users.length).toBeGreaterThan(0);
    expect(users.filter(({ isTypeOnly }) => !isTypeOnly).map(({ file }) => file)).toEqual([]);
  });
});
