import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { readBody } from '../../../lib/limacharlie/body.ts';

const TEXT = '{"heartbeat":{},"é":"\u{1f600}"}';
const MAX = 10 * 1024 * 1024;
const base64 = (bytes: Buffer) => ({ body: bytes.toString('base64'), isBase64Encoded: true });
const read = (more: Partial<Parameters<typeof readBody>[0]>) =>
  readBody({ body: undefined, isBase64Encoded: false, contentEncoding: undefined, ...more });

describe('the bytes that were signed come out of', () => {
  test.each([
    ['plain text', { body: TEXT }],
    ['plain text in base64', base64(Buffer.from(TEXT))],
    ['plain text that says so', { body: TEXT, contentEncoding: 'identity' }],
    ['gzip in base64', { ...base64(gzipSync(TEXT)), contentEncoding: 'gzip' }],
    ['gzip in base64, its name in another case', { ...base64(gzipSync(TEXT)), contentEncoding: ' GZIP ' }],
    [
      'gzip in two members',
      { ...base64(Buffer.concat([gzipSync(TEXT.slice(0, 9)), gzipSync(TEXT.slice(9))])), contentEncoding: 'gzip' },
    ],
  ])('%s', (_, body) => {
    expect(read(body).toString('utf8')).toBe(TEXT);
  });

  test('gzip whose last member is empty, so that it says no size', () => {
    const [large, empty] = [Buffer.alloc(MAX), Buffer.alloc(0)].map((bytes) => gzipSync(bytes)) as [Buffer, Buffer];
    expect(read({ ...base64(Buffer.concat([large, empty])), contentEncoding: 'gzip' })).toHaveLength(MAX);
  });

  test('gzip without taking much more space than it needs', () => {
    const bytes = read({ ...base64(gzipSync('x'.repeat(100_000))), contentEncoding: 'gzip' });
    expect(bytes.buffer.byteLength).toBeLessThan(110_000);
  });

  test('no body: none', () => {
    expect(read({})).toHaveLength(0);
  });

  test('gzip of just ten megabytes', () => {
    expect(read({ ...base64(gzipSync(Buffer.alloc(MAX))), contentEncoding: 'gzip' })).toHaveLength(MAX);
  });
});

/** A gzip whose trailer says another size than it has. */
function saying(bytes: number): Buffer {
  const gzip = gzipSync(TEXT);
  gzip.writeUInt32LE(bytes, gzip.length - 4);
  return gzip;
}

describe('a body is refused that', () => {
  test.each([
    ['says gzip and is plain', { body: TEXT, contentEncoding: 'gzip' }, 'is not the gzip that its header says'],
    ['says gzip and is empty', { contentEncoding: 'gzip' }, 'is not the gzip that its header says'],
    [
      'says gzip and is cut short',
      { ...base64(gzipSync(TEXT).subarray(0, -9)), contentEncoding: 'gzip' },
      'is not the gzip',
    ],
    ['says gzip and is deflate', { ...base64(deflateSync(TEXT)), contentEncoding: 'gzip' }, 'is not the gzip'],
    [
      'says that it is larger than it is',
      { ...base64(saying(0xffffffff)), contentEncoding: 'gzip' },
      'is not the gzip',
    ],
    ['says that it is smaller than it is', { ...base64(saying(0)), contentEncoding: 'gzip' }, 'is not the gzip'],
    ['says another encoding', { body: TEXT, contentEncoding: 'br' }, 'is neither plain nor gzip'],
    [
      'says several encodings',
      { ...base64(gzipSync(TEXT)), contentEncoding: 'gzip, gzip' },
      'is neither plain nor gzip',
    ],
    [
      'inflates to a byte too much',
      { ...base64(gzipSync(Buffer.alloc(MAX + 1))), contentEncoding: 'gzip' },
      `inflates to more than ${MAX} bytes`,
    ],
  ])('%s', (_, body, why) => {
    expect(() => read(body)).toThrow(
      expect.objectContaining({ code: 'invalid_input', message: expect.stringContaining(`The body ${why}`) }),
    );
  });

  test('is a bomb: a gigabyte is refused without being inflated', () => {
    const member = gzipSync(Buffer.alloc(16 * 1024 * 1024));
    const bomb = Buffer.concat(Array.from({ length: 64 }, () => member));
    const before = process.memoryUsage().rss;
    expect(() => read({ ...base64(bomb), contentEncoding: 'gzip' })).toThrow('inflates to more than');
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });
});
