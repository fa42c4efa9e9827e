import { afterEach, describe, expect, test } from '@jest/globals';
import { isRunning } from '../../../../../infra/local/is-running.ts';
import { startWorker, type Worker } from '../../../../../infra/local/lambda/start-worker.ts';
import type { LocalFunction } from '../../../../../infra/local/template.ts';
import { localFunction } from '../fixtures/local-function.ts';

let stop = new AbortController();
let lines: string[] = [];
const workers: Worker[] = [];

afterEach(async () => {
  stop.abort();
  await Promise.all(workers.splice(0).map(({ exited }) => exited));
  stop = new AbortController();
  lines = [];
});

async function start(fn: LocalFunction): Promise<Worker | undefined> {
  const worker = await startWorker(fn, (name, line) => lines.push(`${name}: ${line}`), stop.signal);
  if (worker) workers.push(worker);
  return worker;
}

async function started(overrides: Partial<LocalFunction> = {}): Promise<Worker> {
  const worker = await start(localFunction('scripted', overrides));
  if (!worker) throw new Error(`no worker: ${lines.join('\n')}`);
  return worker;
}

/** What the scripted function says of itself; null where it was told to return nothing. */
interface Run {
  pid: number;
  invocations: number;
  event: object;
  environment: Record<string, string>;
  execArgv: string[];
  context: Record<string, unknown>;
}

async function replyOf(worker: Worker, event: object): Promise<Run> {
  const outcome = await worker.run(JSON.stringify(event));
  if (outcome.kind !== 'reply') throw new Error(`${outcome.kind}: ${lines.join('\n')}`);
  return JSON.parse(outcome.payload);
}

describe('a worker', () => {
  test('gives the event to the handler and its result back', async () => {
    const { event } = await replyOf(await started(), { hello: ['wörld'] });
    expect(event).toEqual({ hello: ['wörld'] });
  });

  test('runs in a process of its own, the same for every invocation', async () => {
    const worker = await started();
    const first = await replyOf(worker, {});
    const second = await replyOf(worker, {});
    expect(first.pid).not.toBe(process.pid);
    expect(second.pid).toBe(first.pid);
    expect(second.invocations).toBe(2);
  });

  test('gives the handler the context of Lambda', async () => {
    const worker = await started({ name: 'create', memoryMb: 256, timeoutMs: 20_000 });
    const { context } = await replyOf(worker, {});
    expect(context).toEqual({
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:scripted',
      functionName: 'create',
      functionVersion: '$LATEST',
      memoryLimitInMB: '256',
      logGroupName: '/aws/lambda/create',
      logStreamName: 'local',
      remainingMs: expect.any(Number),
    });
    expect(context.remainingMs).toBeGreaterThan(0);
    expect(context.remainingMs).toBeLessThanOrEqual(20_000);
  });

  test('gives every invocation a request id and a trace id of its own', async () => {
    const worker = await started();
    const [first, second] = [await replyOf(worker, {}), await replyOf(worker, {})];
    expect(first.context.awsRequestId).not.toBe(second.context.awsRequestId);
    expect(first.environment._X_AMZN_TRACE_ID).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Sampled=0$/);
    expect(first.environment._X_AMZN_TRACE_ID).not.toBe(second.environment._X_AMZN_TRACE_ID);
  });

  test("limits the heap by the function's memory", async () => {
    const { execArgv } = await replyOf(await started({ memoryMb: 200 }), {});
    expect(execArgv).toEqual(['--max-old-space-size=180']);
  });

  test("has the function's environment and Lambda's, and of ours only what a process needs", async () => {
    process.env.OUR_SECRET = 'not for functions';
    const { environment } = await replyOf(await started({ environment: { SECRET_PREFIX: 'app/dev' } }), {});
    delete process.env.OUR_SECRET;
    expect(environment).toMatchObject({ SECRET_PREFIX: 'app/dev', AWS_LAMBDA_FUNCTION_NAME: 'scripted' });
    expect(environment).not.toHaveProperty('OUR_SECRET');
  });

  test('answers null for a handler that returns nothing, as Lambda does', async () => {
    expect(await replyOf(await started(), { returnsNothing: true })).toBeNull();
  });

  test('forwards what the function writes, line by line', async () => {
    await replyOf(await started(), { log: 'one\ntwo' });
    await expectEventually(() => expect(lines).toEqual(['scripted: one', 'scripted: two']));
  });

  test('fails an invocation whose handler throws, says why in the log, and goes on', async () => {
    const worker = await started();
    expect(await worker.run(JSON.stringify({ throws: 'no such luck' }))).toEqual({ kind: 'failed' });
    await expectEventually(() =>
      expect(lines.join()).toContain('"errorType":"TypeError","errorMessage":"no such luck"'),
    );
    expect((await replyOf(worker, {})).invocations).toBe(2);
  });

  test("fails an invocation whose reply is larger than Lambda's limit, and goes on", async () => {
    const worker = await started();
    expect(await worker.run(JSON.stringify({ replyBytes: 6 * 1024 * 1024 + 101 }))).toEqual({ kind: 'failed' });
    expect((await replyOf(worker, {})).invocations).toBe(2);
  });

  test.each([
    ['waits', { sleepMs: 60_000 }],
    ['blocks its event loop', { spins: true }],
  ])("is killed when a handler that %s exceeds the function's timeout", async (_, event) => {
    const worker = await started({ timeoutMs: 1_000 });
    const { pid } = await replyOf(worker, {});
    expect(await worker.run(JSON.stringify(event))).toEqual({ kind: 'failed' });
    await worker.exited;
    expect(isRunning(pid)).toBe(false);
    expect(lines.join('\n')).toMatch(/Task timed out after 1\.00 seconds/);
  });

  test.each([
    ['exits', { exitCode: 3 }, '(3)'],
    ['runs out of memory', { allocates: true }, 'heap out of memory'],
  ])('fails the invocation when the process %s', async (_, event, said) => {
    const worker = await started({ memoryMb: 128 });
    expect(await worker.run(JSON.stringify(event))).toEqual({ kind: 'failed' });
    await worker.exited;
    expect(lines.join('\n')).toContain(said);
  });

  test('is killed by the stop signal in the middle of an invocation', async () => {
    const worker = await started();
    const { pid } = await replyOf(worker, {});
    const running = worker.run(JSON.stringify({ sleepMs: 60_000 }));
    stop.abort();
    expect(await running).toEqual({ kind: 'failed' });
    expect(isRunning(pid)).toBe(false);
  });
});

describe('a worker does not come up', () => {
  test.each([
    ['bundle throws while it loads', localFunction('broken'), 'this bundle does not load'],
    [
      'handler is not exported',
      localFunction('scripted', { handler: 'index.other' }),
      'index.other is undefined or not exported',
    ],
    ['module is not there', localFunction('scripted', { handler: 'main.handler' }), "Cannot find module 'main'"],
  ])('when its %s', async (_, fn, said) => {
    expect(await start(fn)).toBeUndefined();
    expect(lines.join('\n')).toContain(said);
  });

  test('once it is stopped', async () => {
    stop.abort();
    expect(await start(localFunction('scripted'))).toBeUndefined();
  });
});

/** Lines come through a pipe and may arrive after the reply. */
async function expectEventually(assertion: () => void): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      return assertion();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  assertion();
}
