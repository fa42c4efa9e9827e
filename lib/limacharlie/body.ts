import { gunzipSync } from 'node:zlib';
import { ExtensionError } from '../errors.ts';

/** API Gateway's own payload limit. Inflation comes before the signature can be checked, so it is open to anybody. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** zlib's own 16 kB make seven pieces of an ordinary message, to be joined afterwards: a third of the slowest calls' time. */
const CHUNK_BYTES = 128 * 1024;

export interface RawBody {
  body: string | undefined;
  /** API Gateway encodes what is not text, a gzip body for one. */
  isBase64Encoded: boolean;
  contentEncoding: string | undefined;
}

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
    return gunzipSync(bytes, { maxOutputLength: MAX_BODY_BYTES, chunkSize: CHUNK_BYTES });
  } catch (thrown) {
    const isTooLarge = (thrown as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw unreadable(
      isTooLarge ? `inflates to more than ${MAX_BODY_BYTES} bytes` : 'is not the gzip that its header says',
    );
  }
}

const unreadable = (why: string) =>
  new ExtensionError('invalid_input', `The body ${why}.`, {
    hint: 'Send JSON, plain or with `Content-Encoding: gzip`.',
  });
