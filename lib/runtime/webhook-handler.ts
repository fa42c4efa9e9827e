import middy, { type MiddyfiedHandler } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { layerDefaults } from '../action/config/layer-defaults.ts';
import { requireDefaultWithinCap } from '../action/config/require-default-within-cap.ts';
import { requireUsable } from '../action/config/require-usable.ts';
import type { AnyAction } from '../action/define-action.ts';
import { runAction } from '../action/run/run-action.ts';
import { requireSound } from '../checks/require-sound.ts';
import { ExtensionError } from '../errors.ts';
import { receive } from '../limacharlie/extension.ts';
import type { ExtensionDeps } from '../limacharlie/extension-deps.ts';
import { type ExtensionResponse, failedWith } from '../limacharlie/response.ts';
import { SIGNATURE_HEADER } from '../limacharlie/signature.ts';
import { countUnexpected } from './count-unexpected.ts';
import { deadlineAtMs } from './deadline.ts';
import type { Dependencies } from './dependencies.ts';
import { logUnexpected } from './log-unexpected.ts';
import { timeoutOptions } from './middy-options.ts';
import { productionDependencies } from './production-dependencies.ts';
import { reportLate } from './report-late.ts';

export type WebhookHandler = MiddyfiedHandler<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>;

/** LimaCharlie's door, `POST /`: every message kind, and every action in this process. */
export function createWebhookHandler(
  actions: Readonly<Record<string, AnyAction>>,
  dependencies: () => Dependencies = productionDependencies,
): WebhookHandler {
  const handler = async (event: APIGatewayProxyEventV2, context: Context, { signal }: { signal: AbortSignal }) => {
    const request = {
      body: event.body,
      isBase64Encoded: event.isBase64Encoded,
      contentEncoding: event.headers['content-encoding'],
      signature: event.headers[SIGNATURE_HEADER],
      requestId: event.requestContext.requestId,
    };
    return toHttp(await receive(request, toExtensionDeps(actions, dependencies(), context, signal)));
  };
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>(
    handler,
    timeoutOptions({ readOnly: false }),
  ).onError((request) => {
    const { requestId } = request.event.requestContext;
    logUnexpected(request.error, requestId);
    countUnexpected(request.error, dependencies);
    reportLate(request.error, requestId, dependencies);
    request.response = toHttp(failedWith('The message', ExtensionError.from(request.error)));
  });
}

function toExtensionDeps(
  actions: Readonly<Record<string, AnyAction>>,
  deps: Dependencies,
  context: Context,
  signal: AbortSignal,
): ExtensionDeps {
  const { credentials, sessions, logger, metrics, clock, random } = deps;
  const dueAtMs = () => deadlineAtMs(clock.nowMs(), context.getRemainingTimeInMillis());
  return {
    actions,
    logger,
    metrics,
    clock,
    random,
    extensionSecret(refresh) {
      if (refresh) credentials.expireExtension();
      return credentials.extension();
    },
    async checkSetup(oid, config = {}) {
      const { allowedClientIds, defaults } = await deps.policyOf(oid);
      requireDefaultWithinCap(config, allowedClientIds);
      const all = layerDefaults(defaults, config);
      const delivery = { oid, deadlineAtMs: dueAtMs(), signal };
      requireSound(await deps.checkConnection(delivery, { config: all }));
      await requireUsable(config, all, deps.haloFor(delivery, { allowedClientIds, onCall() {} }));
    },
    // Where it can't be read, the org's own configuration alone says what is wanted.
    defaultsOf: async (oid) => (await deps.policyOf(oid).catch(() => undefined))?.defaults ?? {},
    forgetOrg: (oid) => sessions.forget(oid),
    runAction(action, data, message) {
      return runAction(action, data, { ...message, deadlineAtMs: dueAtMs(), signal }, deps);
    },
  };
}

const toHttp = ({ status, body }: ExtensionResponse): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers: { 'content-type': 'application/json' },
  body: body === undefined ? '' : JSON.stringify(body),
});
