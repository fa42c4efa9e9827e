import { createHash } from 'node:crypto';
import { packMessage, requestEnvelope } from '../../infra/local/limacharlie-sender.ts';
import { OID, SHARED_SECRET } from '../services/settings.ts';

export interface CheckedMessage {
  body: Buffer;
  signature: string;
  jsonBytes: number;
}

/** A detection whose event is a process tree: as much of it repeats, and as little, as in a real one. */
export function detectionMessage(processes: number): CheckedMessage {
  const detection = {
    cat: 'Credential dump',
    detect_id: 'det-9',
    routing: { hostname: 'WS-042', sid: '3c4f6d1e-0b7e-4f5b-9b1a-0d7f5a2e9c11' },
    detect: { event: Array.from({ length: processes }, (_, i) => processEvent(i)) },
  };
  const envelope = requestEnvelope({ oid: OID, action: 'report_detection', data: { detection }, idempotencyKey: 'k' });
  const { headers, body } = packMessage(envelope, SHARED_SECRET);
  return { body, signature: headers['lc-ext-sig'] ?? '', jsonBytes: Buffer.byteLength(JSON.stringify(envelope)) };
}

/** How a message is weighed: as JSON, which is what is signed, or gzipped, as it travels. */
export type Weighing = 'json' | 'gzip';

const bytesOf = ({ body, jsonBytes }: CheckedMessage, by: Weighing) => (by === 'json' ? jsonBytes : body.length);

/** The message that comes closest to a size from below. */
export function messageOfSize(bytes: number, by: Weighing): CheckedMessage {
  const perProcess = bytesOf(detectionMessage(100), by) / 100;
  let processes = Math.ceil(bytes / perProcess);
  while (bytesOf(detectionMessage(processes), by) > bytes) processes = Math.floor(processes * 0.99);
  return detectionMessage(processes);
}

function processEvent(index: number) {
  const digest = createHash('sha256').update(String(index)).digest('hex');
  return {
    FILE_PATH: `C:\\Program Files\\Vendor ${index % 40}\\bin\\service-${digest.slice(0, 6)}.exe`,
    COMMAND_LINE: `"service-${digest.slice(0, 6)}.exe" --session ${digest.slice(6, 18)} --quiet`,
    HASH: digest,
    PROCESS_ID: Number.parseInt(digest.slice(0, 4), 16),
    PARENT_PROCESS_ID: Number.parseInt(digest.slice(4, 8), 16),
    USER_NAME: index % 3 === 0 ? 'NT AUTHORITY\\SYSTEM' : 'NORTHWIND\\d.hale',
    TIMESTAMP: 1_764_000_000_000 + index,
  };
}
