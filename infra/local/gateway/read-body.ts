import type { IncomingMessage } from 'node:http';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const PAYLOAD_LIMIT_BYTES = 10 * 1024 * 1024;

/**
 * Reads a request's body whole. Past the limit it is still read to its end, though no longer kept: a client that is cut off in the
 * middle of sending would see a broken connection and not the answer.
 *
 * @returns undefined when it is larger than API Gateway takes
 * @throws Node's own error when the client leaves before the end
 */
export async function readBody(
  request: IncomingMessage,
  limitBytes = PAYLOAD_LIMIT_BYTES,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes <= limitBytes) chunks.push(chunk);
  }
  return sizeBytes > limitBytes ? undefined : Buffer.concat(chunks);
}
