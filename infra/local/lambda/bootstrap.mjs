// The process that a function's bundle runs in: the client of Lambda's Runtime API that AWS's own runtime also is, reduced to
// what Node 24 functions have (no callbacks, no response streaming). Plain JavaScript without imports of ours: what it takes to
// start is part of every cold start.
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// As AWS's own client does (src/client/rapid-client.ts of its runtime interface client): an import would load Node's fetch as well.
const { Agent, request } = createRequire(import.meta.url)('node:http');
const { env } = process;
const agent = new Agent({ keepAlive: true });

function call(method, path, body) {
  const { promise, resolve } = Promise.withResolvers();
  const url = `http://${env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/${path}`;
  const outgoing = request(url, { method, agent, headers: { 'content-type': 'application/json' } }, (response) => {
    const chunks = [];
    response.on('data', (chunk) => chunks.push(chunk));
    response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks).toString() }));
  });
  // Whoever started this process is gone, or has cut it off: nothing is left to do and nobody to tell.
  outgoing.on('error', () => process.exit(1));
  outgoing.end(body);
  return promise;
}

async function report(path, error) {
  const { name: errorType = 'Error', message: errorMessage = String(error), stack = '' } = error ?? {};
  const described = { errorType, errorMessage, trace: stack.split('\n') };
  console.error(JSON.stringify({ level: 'ERROR', ...described }));
  await call('POST', path, JSON.stringify(described));
}

async function loadHandler() {
  const [module, exportName] = env._HANDLER.split('.');
  const file = ['js', 'mjs', 'cjs'].map((ending) => join(env.LAMBDA_TASK_ROOT, `${module}.${ending}`)).find(existsSync);
  if (!file) throw new Error(`Cannot find module '${module}' in ${env.LAMBDA_TASK_ROOT}`);
  const { [exportName]: handler } = await import(pathToFileURL(file).href);
  if (typeof handler !== 'function') throw new Error(`${env._HANDLER} is undefined or not exported`);
  return handler;
}

function toContext(headers) {
  const deadlineMs = Number(headers['lambda-runtime-deadline-ms']);
  return {
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
  };
}

async function runNext(handler) {
  const { headers, body } = await call('GET', 'invocation/next');
  const context = toContext(headers);
  env._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'];
  try {
    const reply = await handler(JSON.parse(body), context);
    await call('POST', `invocation/${context.awsRequestId}/response`, JSON.stringify(reply ?? null));
  } catch (error) {
    await report(`invocation/${context.awsRequestId}/error`, error);
  }
}

try {
  const handler = await loadHandler();
  for (;;) await runNext(handler);
} catch (error) {
  await report('init/error', error);
  process.exit(1);
}
