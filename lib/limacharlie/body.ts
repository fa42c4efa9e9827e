import { constants, gunzipSync } from 'node:zlib';
import { ExtensionError } from '../errors.ts';

/** API Gateway's own payload limit. Inflation comes before the signature can be checked, so it is open to anybody. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** No deflate stream grows by more: https://www.zlib.net/zlib_tech.html */
const MAX_GROWTH = 1032;

export interface RawBody {
  body: string | undefined;
  /** API Gateway encodes what is not text, a gzip body for one. */
  isBase64Encoded: boolean;
  contentEncoding: string | undefined;
}

/** As it came over the wire: mostly compressed. */
export const sentBytes = ({ body = '', isBase64Encoded }: RawBody): number =>
  Buffer.byteLength(body, isBase64Encoded ? 'base64' : 'utf8');

/**
 * The bytes that LimaCharlie signed: as sent, before compression.
 * @throws ExtensionError `invalid_input`
 */
export function readBody({ body = '', isBase64Encoded, contentEncoding = '' }: RawBody): Buffer {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  const encoding = contentEncoding.trim().toLowerCase();
  if (encoding === '' || encoding === 'identity') return bytes;
  if (encoding !== 'gzip') throw unreadable('is neither plain nor gzip');
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_BODY_BYTES, chunkSize: inflatedBytes(bytes) });
  } catch (thrown) {
    const isTooLarge = (thrown as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw unreadable(
      isTooLarge ? `inflates to more than ${MAX_BODY_BYTES} bytes` : 'is not the gzip that its header says',
    );
  }
}

/**
 * The space to inflate into: what gzip's last four bytes say, and one byte by which zlib sees that it is done. They may say anything, so it is
 * never less than the body nor more than it can grow to. In zlib's own pieces of 16 kB an ordinary message is joined from many; in pieces of
 * 128 kB small ones made V8 collect its garbage every fifty messages, and one in a hundred took five times as long.
 * @see https://www.rfc-editor.org/rfc/rfc1952 (ISIZE)
 */
function inflatedBytes(gzip: Buffer): number {
  const said = gzip.length < 4 ? 0 : gzip.readUInt32LE(gzip.length - 4);
  const possible = Math.min(said + 1, gzip.length * MAX_GROWTH, MAX_BODY_BYTES);
  return Math.max(possible, gzip.length, constants.Z_MIN_CHUNK);
}

const unreadable = (why: string) =>
  new ExtensionError('invalid_input', `The body ${why}.`, {
    hint: 'Send JSON, plain or with `Content-Encoding: gzip`.',
  });
