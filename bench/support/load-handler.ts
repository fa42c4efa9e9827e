import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

export type Call = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

type Handler = (event: APIGatewayProxyEventV2, context: unknown) => Promise<APIGatewayProxyStructuredResultV2>;

/**
 * A bundle's handler in this process.
 *
 * @param expectedStatus every call has to be answered with it: a benchmark of failures would be a fast one
 */
export async function loadHandler(codeDir: string, expectedStatus = 200): Promise<Call> {
  const { handler } = (await import(pathToFileURL(join(codeDir, 'index.mjs')).href)) as { handler: Handler };
  return async (event) => {
    const deadlineMs = Date.now() + 29_000;
    const result = await handler(event, {
      awsRequestId: event.requestContext.requestId,
      functionName: 'bench',
      getRemainingTimeInMillis: () => deadlineMs - Date.now(),
    });
    if (result.statusCode !== expectedStatus) throw new Error(`answered ${result.statusCode}: ${result.body}`);
    return result;
  };
}
