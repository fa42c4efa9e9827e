import * as v from 'valibot';
import { ExtensionError } from '../errors.ts';
import { isRecord, isShallow, MAX_DEPTH, parseJson } from '../json.ts';

/** In the order in which the reference implementation takes the first that is there. */
const KINDS = ['heartbeat', 'event', 'request', 'error_report', 'conf_validation', 'schema_request'] as const;

const optional = <S extends v.GenericSchema>(schema: S) => v.optional(v.nullable(schema));

/** The org's JWT is a credential: it is not read, so that it can't leak. What is kept of an org is kept by its id, of which the case says nothing. */
const org = v.object({ oid: v.pipe(v.string(), v.nonEmpty(), v.toLowerCase()) });

const membersSchema = {
  heartbeat: v.object({}),
  event: v.object({ org, event_name: v.string(), config: v.optional(v.unknown()) }),
  request: v.object({ org, action: v.string(), data: v.optional(v.unknown()), config: v.optional(v.unknown()) }),
  error_report: v.object({ error: optional(v.string()), oid: optional(v.string()) }),
  conf_validation: v.object({ org, conf: v.optional(v.unknown()) }),
  schema_request: v.object({}),
} satisfies Record<(typeof KINDS)[number], v.GenericSchema>;

type Members = { [K in keyof typeof membersSchema]: v.InferOutput<(typeof membersSchema)[K]> };

/** LimaCharlie's message: what kind it is, and that member of it. */
export type Envelope = {
  [K in keyof Members]: { kind: K; content: Members[K]; idempotencyKey: string | undefined };
}[keyof Members];

/**
 * Reads a message. Unknown members are ignored, null counts as absent, as in the reference implementation.
 * @throws ExtensionError `invalid_input`; no text of it repeats a value of the message
 */
export function parseEnvelope(body: Buffer): Envelope {
  const text = body.toString('utf8');
  const message = parseJson(text);
  if (message === undefined && !isShallow(text)) throw malformed(`is nested more deeply than ${MAX_DEPTH} levels`);
  if (!isRecord(message)) throw malformed('is not a JSON object');
  const kind = KINDS.find((one) => message[one] !== undefined && message[one] !== null);
  if (kind === undefined) throw malformed(`holds none of ${KINDS.join(', ')}`);
  const result = v.safeParse(membersSchema[kind], message[kind]);
  if (!result.success) {
    const wrong = result.issues.map((issue) => `\`${[kind, v.getDotPath(issue)].filter(Boolean).join('.')}\``);
    throw malformed(`has a wrong or missing ${[...new Set(wrong)].join(', ')}`);
  }
  return { kind, content: result.output, idempotencyKey: readKey(message.idempotency_key) } as Envelope;
}

function readKey(key: unknown): string | undefined {
  if (key === undefined || key === null || key === '') return undefined;
  if (typeof key === 'string') return key;
  throw malformed('has an `idempotency_key` that is not a string');
}

const malformed = (why: string) =>
  new ExtensionError('invalid_input', `The message ${why}.`, {
    hint: 'Send an envelope of the LimaCharlie extension protocol.',
  });
