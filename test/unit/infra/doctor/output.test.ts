import { describe, expect, test } from '@jest/globals';
import { createOutput } from '../../../../infra/doctor/output.ts';
import { type DoctorReport, exitCodeOf } from '../../../../infra/doctor/report.ts';
import { ok } from '../../../../lib/checks/judgement.ts';

const CHECK = { name: 'url', ...ok('Fine.') };
const REPORT: DoctorReport = { command: 'check', ok: true, checks: [CHECK] };
const SECRET = 'canary-"of"-a-secret';

interface Setup {
  form?: 'table' | 'json' | 'markdown';
  isTTY?: boolean;
  env?: Record<string, string>;
}

function open({ form = 'table', isTTY = false, env = {} }: Setup = {}) {
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written) => ({
    isTTY,
    write(text: string) {
      written[name] += text;
      return true;
    },
  });
  const deps = { stdout: stream('stdout'), stderr: stream('stderr'), env, secrets: [SECRET] };
  return { written, output: createOutput(form, deps) };
}

describe('the table', () => {
  test('grows as results come', () => {
    const { output, written } = open();
    output.begin('check', 'https://acme.halopsa.com/');
    expect(written.stdout).toBe('halopsa-doctor check: https://acme.halopsa.com\n\n');
    output.onResult(CHECK);
    expect(written.stdout).toMatch(/✓ url {18}Fine\.\n$/);
    output.end(REPORT);
    expect(written.stdout).toMatch(/\n\nAll is well\.\n$/);
  });

  test.each([
    [true, {}, true],
    [true, { NO_COLOR: '1' }, false],
    [false, {}, false],
  ])('is coloured where it is a terminal (%j, %j): %j', (isTTY, env, isColored) => {
    const { output, written } = open({ isTTY, env });
    output.onResult(CHECK);
    expect(written.stdout.includes('\u001b')).toBe(isColored);
  });

  test.each([
    ['https://user:canary@acme.halopsa.com/', 'https://acme.halopsa.com'],
    ['https://acme.halopsa.com/?token=canary', 'https://acme.halopsa.com'],
    ['canary', 'an address that is no URL'],
  ])('of %s shows no more than %s', (address, shown) => {
    const { output, written } = open();
    output.begin('check', address);
    expect(written.stdout).toBe(`halopsa-doctor check: ${shown}\n\n`);
  });
});

describe.each(['json', 'markdown'] as const)('%s', (form) => {
  test('is written at the end, with nothing before it', () => {
    const { output, written } = open({ form });
    output.begin('check', 'https://acme.halopsa.com');
    output.onResult(CHECK);
    expect(written.stdout).toBe('');
    output.end(REPORT);
    if (form === 'json') expect(JSON.parse(written.stdout)).toEqual(REPORT);
    else expect(written.stdout).toMatch(/^### halopsa-doctor check/);
  });

  test('says what is under way to whoever watches', () => {
    const { output, written } = open({ form, isTTY: true });
    output.onResult(CHECK);
    output.onProgress('read:tickets');
    expect(written).toEqual({ stdout: '', stderr: '… url\n… read:tickets\n' });
  });
});

describe('no output holds a secret', () => {
  test.each(['table', 'json', 'markdown'] as const)('%s', (form) => {
    const checks = [{ name: 'url', ...ok(`It answered ${SECRET}, eyJhbGciOiJub25lIn0.e30.x and Bearer abcdefgh`) }];
    const { output, written } = open({ form, isTTY: true });
    output.onResult(checks[0] as typeof CHECK);
    output.onProgress(SECRET);
    output.end({ ...REPORT, checks });
    for (const text of Object.values(written)) expect(text).not.toMatch(/canary|eyJ|abcdefgh/);
    if (form === 'json') expect(JSON.parse(written.stdout).checks[0].finding).toContain('[redacted]');
  });
});

describe('the exit code', () => {
  test.each([
    [{ ok: true }, 0],
    [{ ok: false }, 1],
    [{ ok: true, interrupted: true }, 2],
    [{ ok: false, interrupted: true }, 1],
  ])('of %j is %d', (report, code) => {
    expect(exitCodeOf(report)).toBe(code);
  });
});
