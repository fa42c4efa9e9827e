import { createHmac } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import * as registry from '../../functions/registry.ts';
import { parseInput } from '../../lib/action/inputs/parse-input.ts';
import { readBody } from '../../lib/limacharlie/body.ts';
import { parseEnvelope } from '../../lib/limacharlie/envelope.ts';
import { isSigned } from '../../lib/limacharlie/signature.ts';
import { SHARED_SECRET } from '../services/settings.ts';
import { answerParent } from '../support/in-child.ts';
import { type CheckedMessage, messageOfSize, type Weighing } from './message.ts';

export interface ChecksInput {
  bytes: number;
  by: Weighing;
  repetitions: number;
}

export interface CheckTimes {
  gzipBytes: number;
  jsonBytes: number;
  oursMs: number[];
  /** Node's own inflate, HMAC and JSON.parse over the same bytes: below that nobody gets. */
  nodesMs: number[];
}

/** All that happens to a message before anything is asked of anybody. */
function check({ body, signature }: CheckedMessage): void {
  const bytes = readBody({ body: body.toString('base64'), isBase64Encoded: true, contentEncoding: 'gzip' });
  if (!isSigned(bytes, signature, [SHARED_SECRET])) throw new Error('The signature does not fit.');
  const envelope = parseEnvelope(bytes);
  if (envelope.kind !== 'request') throw new Error(`The message is a ${envelope.kind}.`);
  parseInput(registry.report_detection.input, envelope.content.data);
}

function nodesShare({ body }: CheckedMessage): void {
  const bytes = gunzipSync(Buffer.from(body.toString('base64'), 'base64'));
  createHmac('sha256', SHARED_SECRET).update(bytes).digest('hex');
  JSON.parse(bytes.toString());
}

answerParent(async ({ bytes, by, repetitions }: ChecksInput): Promise<CheckTimes> => {
  const message = messageOfSize(bytes, by);
  const oursMs: number[] = [];
  const nodesMs: number[] = [];
  for (let i = -repetitions / 10; i < repetitions; i++) {
    const startedAtMs = performance.now();
    check(message);
    const betweenMs = performance.now();
    nodesShare(message);
    const endedAtMs = performance.now();
    if (i < 0) continue;
    oursMs.push(betweenMs - startedAtMs);
    nodesMs.push(endedAtMs - betweenMs);
  }
  return { gzipBytes: message.body.length, jsonBytes: message.jsonBytes, oursMs, nodesMs };
});
