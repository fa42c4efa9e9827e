import { shortAsked } from '../in-code.ts';
import { answerRequest } from './answer-request.ts';
import type { Envelope } from './envelope.ts';
import { EVENTS } from './events.ts';
import type { ExtensionDeps } from './extension-deps.ts';
import { type ExtensionResponse, failed, succeeded } from './response.ts';
import { buildSchema } from './schema.ts';
import { validateConfiguration } from './validate-configuration.ts';

/** Does what a message of LimaCharlie's asks for. A request that fails is answered; what else fails is thrown. */
export async function answerMessage(
  envelope: Envelope,
  requestId: string,
  deps: ExtensionDeps,
): Promise<ExtensionResponse> {
  switch (envelope.kind) {
    case 'heartbeat':
      return { status: 200, body: {} };
    case 'schema_request':
      return succeeded(buildSchema(Object.values(deps.actions)));
    case 'error_report':
      deps.logger.warn('LimaCharlie reports an error', {
        oid: envelope.content.oid ?? undefined,
        reported: envelope.content.error?.slice(0, 300),
      });
      return succeeded({});
    case 'event':
      return answerEvent(envelope.content, deps);
    case 'conf_validation':
      return validateConfiguration(envelope.content, requestId, deps);
    case 'request':
      return answerRequest(envelope, requestId, deps);
  }
}

type ContentOf<K extends Envelope['kind']> = Extract<Envelope, { kind: K }>['content'];

async function answerEvent(
  { org, event_name: name }: ContentOf<'event'>,
  deps: ExtensionDeps,
): Promise<ExtensionResponse> {
  const handle = Object.hasOwn(EVENTS, name) ? EVENTS[name] : undefined;
  if (handle === undefined) return failed(`unknown event: ${shortAsked(name)}`, false);
  await handle(org.oid, deps);
  return succeeded({});
}
