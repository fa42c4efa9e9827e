import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { silentLogger } from '../../../lib/observability/logger.ts';

const MODULE = resolve(import.meta.dirname, '../../../lib/observability/logger.ts');

/** What a process of its own writes: Lambda logs both its outputs. */
async function linesOf(level: string, script: string): Promise<Record<string, unknown>[]> {
  const program = `
    import { createLogger } from ${JSON.stringify(MODULE)};
    const logger = createLogger({ level: ${JSON.stringify(level)}, serviceName: 'test' });
    ${script}`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
  return `${stdout}${stderr}`
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

const EACH_LEVEL = `logger.debug('d'); logger.info('i'); logger.warn('w'); logger.error('e');`;

describe('the logger', () => {
  test('writes each record as one line of JSON', async () => {
    const [line, ...more] = await linesOf('INFO', `logger.info('two\\nlines', { oid: 'o', code: 'ok', halo_ms: 12 });`);
    expect(more).toEqual([]);
    expect(line).toMatchObject({
      level: 'INFO',
      message: 'two\nlines',
      service: 'test',
      oid: 'o',
      code: 'ok',
      halo_ms: 12,
    });
  });

  test.each([
    ['DEBUG', ['DEBUG', 'ERROR', 'INFO', 'WARN']],
    ['INFO', ['ERROR', 'INFO', 'WARN']],
    ['ERROR', ['ERROR']],
  ])('at level %s writes %j', async (level, levels) => {
    expect((await linesOf(level, EACH_LEVEL)).map((line) => line.level).sort()).toEqual(levels);
  });

  test('keeps the facts of one record out of the next', async () => {
    const [, second] = await linesOf('INFO', `logger.info('a', { oid: 'o' }); logger.info('b');`);
    expect(second).not.toHaveProperty('oid');
  });

  test('redacts, whoever logs', async () => {
    const [line] = await linesOf('INFO', `logger.error('Bearer topsecret', { reason: 'client_secret=topsecret' });`);
    expect(JSON.stringify(line)).not.toContain('topsecret');
  });
});

test('the silent logger says nothing', () => {
  for (const log of Object.values(silentLogger)) expect(log('anything', { oid: 'o' })).toBeUndefined();
});
